//! wasm-bindgen's command as a library, so that its version is the lock file's and can never
//! disagree with the crate that the bindings were compiled against.
//!
//! It writes what the browser loads (`<name>.js`, `<name>_bg.wasm`) and what the TypeScript
//! compiler checks the shell against (`<name>.d.ts`). It optimizes nothing: wasm-opt comes after it
//! and reads the `target_features` section, which is therefore kept.
#![forbid(unsafe_code)]

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

const USAGE: &str = "usage: ringfence-bindgen <input.wasm> <out dir> <out name> [--reset-state]";

/// One run of the tool, as its arguments ask for it.
struct Request {
    input: PathBuf,
    out_dir: PathBuf,
    out_name: String,
    /// Whether the bindings can drop a trapped instance and make a new one from the kept module.
    reset_state: bool,
}

impl Request {
    fn parse(arguments: &[String]) -> Option<Self> {
        let (input, out_dir, out_name, reset_state) = match arguments {
            [input, out_dir, out_name] => (input, out_dir, out_name, false),
            [input, out_dir, out_name, flag] if flag == "--reset-state" => {
                (input, out_dir, out_name, true)
            }
            _ => return None,
        };
        Some(Self {
            input: input.into(),
            out_dir: out_dir.into(),
            out_name: out_name.clone(),
            reset_state,
        })
    }

    fn run(&self) -> Result<(), String> {
        let mut bindgen = Bindgen::new();
        bindgen
            .web(true)
            .and_then(|bindgen| {
                bindgen
                    .input_path(&self.input)
                    .out_name(&self.out_name)
                    .typescript(true)
                    .keep_debug(false)
                    .remove_producers_section(true)
                    .reset_state_function(self.reset_state)
                    .generate(&self.out_dir)
            })
            .map_err(|error| format!("cannot bind {}: {error:#}", self.input.display()))
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let outcome = match Request::parse(&arguments) {
        Some(request) => request.run(),
        None => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
