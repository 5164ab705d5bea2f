// @ts-check
// A packed, signed extension in Chromium's CRX3 format, as a policy installs it.
// Format: components/crx_file/crx3.proto in Chromium's source.

import { createHash, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

import { zipDirectory } from "../../tools/zip.mjs";

/** @typedef {{ id: string, version: string, crx: Buffer }} PackedExtension */

/**
 * A key for one installation; the extension's id follows from it.
 * @returns {import("node:crypto").KeyObject}
 */
export function newSigningKey() {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}

/**
 * @param {string} directory
 * @param {import("node:crypto").KeyObject} key
 * @returns {Promise<PackedExtension>}
 */
export async function packExtension(directory, key) {
  const archive = await zipDirectory(directory);
  const { version } = JSON.parse(await readFile(path.join(directory, "manifest.json"), "utf8"));
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
  const idBytes = createHash("sha256").update(publicKey).digest().subarray(0, 16);
  const signedHeader = field(1, idBytes);
  const signature = sign(
    "sha256",
    Buffer.concat([Buffer.from("CRX3 SignedData\0"), uint32(signedHeader.length), signedHeader, archive]),
    key,
  );
  const proof = Buffer.concat([field(1, publicKey), field(2, signature)]);
  const header = Buffer.concat([field(2, proof), field(10_000, signedHeader)]);
  return {
    id: idBytes.toString("hex").replace(/./g, (digit) => "abcdefghijklmnop"[Number.parseInt(digit, 16)] ?? ""),
    version,
    crx: Buffer.concat([Buffer.from("Cr24"), uint32(3), uint32(header.length), header, archive]),
  };
}

/**
 * A length-delimited protocol buffer field.
 * @param {number} number
 * @param {Uint8Array} bytes
 */
function field(number, bytes) {
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

/** @param {number} value */
function varint(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
