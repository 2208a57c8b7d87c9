//! The native module of the wheel `pytauri-bridge`: a window for any app, made from what is on disk.

mod assets;
mod config;
mod icon;
mod permissions;

use pyo3::prelude::*;
use pytauri_bridge::{App, Body, Command, Contract, Launch};
use tauri::{Builder, Context, PackageInfo, Wry};

/// The module `pytauri_bridge`.
#[pymodule(gil_used = false, name = "pytauri_bridge")]
fn pytauri_bridge_native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    pytauri_bridge::export_with(module, |launch| app(&launch))
}

fn app(launch: &Launch) -> Result<App, String> {
    let contract = contract(launch)?;
    let handler = pytauri_bridge::handler(contract);
    let builder = Builder::default().invoke_handler(handler);
    Ok(App {
        builder,
        context: context(launch, contract)?,
        is_dev: true,
    })
}

/// The contract, for as long as the process lives: an app is opened once in it.
fn contract(launch: &Launch) -> Result<&'static Contract, String> {
    let mut commands = launch
        .commands
        .iter()
        .map(command)
        .collect::<Result<Vec<_>, _>>()?;
    commands.sort_unstable_by_key(|command| command.name);
    let hash = launch.contract.clone().leak();
    Ok(Box::leak(Box::new(Contract {
        hash,
        commands: commands.leak(),
    })))
}

fn command(entry: &(String, String, bool, bool, bool)) -> Result<Command, String> {
    let (name, body, app_handle, webview_window, headers) = entry;
    let body = match body.as_str() {
        "none" => Body::None,
        "json" => Body::Json,
        "raw" => Body::Raw,
        _ => {
            return Err(format!(
                "command `{name}` has a body of an unknown kind: {body:?}"
            ))
        }
    };
    Ok(Command {
        name: name.clone().leak(),
        body,
        app_handle: *app_handle,
        webview_window: *webview_window,
        headers: *headers,
    })
}

/// The context of this crate's own configuration, which holds Tauri's scripts, with all that is the
/// app's put in its place.
fn context(launch: &Launch, contract: &Contract) -> Result<Context<Wry>, String> {
    let folder = &launch.src_tauri;
    let config = config::read(folder, launch.dev_url.as_deref())?;
    let mut context = tauri::generate_context!();
    *context.runtime_authority_mut() = permissions::authority(folder, &config, contract)?;
    *context.package_info_mut() = package_info(&config)?;
    context.set_assets(assets::from_disk(folder, &config)?);
    context.set_default_window_icon(icon::window_icon(folder, &config)?);
    *context.config_mut() = config;
    Ok(context)
}

fn package_info(config: &tauri::Config) -> Result<PackageInfo, String> {
    let version = config.version.as_deref().unwrap_or("0.0.0");
    let version = version.parse().map_err(|error| {
        format!("tauri.conf.json: `version` is {version:?}, which is no version: {error}")
    })?;
    Ok(PackageInfo {
        name: config.product_name.clone().unwrap_or_else(|| "app".into()),
        version,
        authors: "",
        description: "",
        crate_name: env!("CARGO_PKG_NAME"),
    })
}
