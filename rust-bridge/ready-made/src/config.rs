//! `tauri.conf.json`, its platform's variant merged into it.

use std::path::Path;

use tauri::utils::config::{parse, Config, FrontendDist, PatternKind};
use tauri::utils::platform::Target;

/// Reads the configuration; `dev_url` takes the place of the configured development server.
pub fn read(folder: &Path, dev_url: Option<&str>) -> Result<Config, String> {
    let (value, _) = parse::read_from(Target::current(), folder).map_err(|error| {
        format!(
            "the configuration in {} can't be read: {error}",
            folder.display()
        )
    })?;
    let mut config: Config = serde_json::from_value(value).map_err(|error| {
        format!(
            "the configuration in {} is invalid: {error}",
            folder.display()
        )
    })?;
    if let Some(dev_url) = dev_url {
        take_page_from(&mut config, dev_url)?;
    }
    if !matches!(config.app.security.pattern, PatternKind::Brownfield) {
        let text = "the isolation pattern needs the app's own extension module: \
                    open the app with PYTAURI_BRIDGE=compiled";
        return Err(text.into());
    }
    Ok(config)
}

/// Lets the windows load their pages from a development server, under its own policy, as
/// `tauri dev` does.
fn take_page_from(config: &mut Config, dev_url: &str) -> Result<(), String> {
    let url = dev_url
        .parse()
        .map_err(|error| format!("the development server's URL {dev_url:?} is invalid: {error}"))?;
    config.build.frontend_dist = Some(FrontendDist::Url(url));
    let security = &mut config.app.security;
    security.csp = security.dev_csp.take().or_else(|| security.csp.take());
    Ok(())
}
