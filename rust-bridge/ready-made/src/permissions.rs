//! The permissions that `build.rs` bakes into a compiled app, made from what is on disk.
//!
//! `RuntimeAuthority::new` and `Resolved::resolve` are public but hidden in Tauri's documentation;
//! they are used here and nowhere else.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pytauri_bridge::Contract;
use tauri::ipc::RuntimeAuthority;
use tauri::utils::acl::capability::{Capability, CapabilityFile};
use tauri::utils::acl::manifest::{Manifest, PermissionFile};
use tauri::utils::acl::resolved::Resolved;
use tauri::utils::acl::{get_capabilities, Commands, Permission, Scopes, APP_ACL_KEY};
use tauri::utils::config::Config;
use tauri::utils::platform::Target;
use walkdir::WalkDir;

/// The permissions of Tauri's own commands, as `tauri-build` collects them.
const CORE_MANIFESTS: &str = include_str!(concat!(env!("OUT_DIR"), "/acl-manifests.json"));

/// What each window may call: the app's capabilities over Tauri's permissions and its own.
pub fn authority(
    folder: &Path,
    config: &Config,
    contract: &Contract,
) -> Result<RuntimeAuthority, String> {
    let mut manifests: BTreeMap<String, Manifest> =
        serde_json::from_str(CORE_MANIFESTS).map_err(|error| error.to_string())?;
    manifests.insert(APP_ACL_KEY.into(), app_manifest(folder, contract)?);
    let capabilities = get_capabilities(config, capabilities(folder)?, None)
        .map_err(|error| format!("tauri.conf.json: {error}"))?;
    let resolved = Resolved::resolve(&manifests, capabilities, Target::current())
        .map_err(|error| format!("the capabilities of {}: {error}", folder.display()))?;
    Ok(tauri::runtime_authority!(manifests, resolved))
}

/// What the permission files of the app define, those of its commands in Rust among them, and
/// `allow-…` and `deny-…` for every Python command.
fn app_manifest(folder: &Path, contract: &Contract) -> Result<Manifest, String> {
    let paths = files_below(&folder.join("permissions"));
    let mut files = paths
        .iter()
        .map(|path| permission_file(path))
        .collect::<Result<Vec<_>, _>>()?;
    files.push(PermissionFile {
        default: None,
        set: Vec::new(),
        permission: contract
            .commands
            .iter()
            .flat_map(|each| both(each.name))
            .collect(),
    });
    Ok(Manifest::new(files, None))
}

fn both(command: &str) -> [Permission; 2] {
    let name = command.replace('_', "-");
    let names = || vec![command.to_owned()];
    [
        permission(
            format!("allow-{name}"),
            Commands {
                allow: names(),
                deny: Vec::new(),
            },
        ),
        permission(
            format!("deny-{name}"),
            Commands {
                allow: Vec::new(),
                deny: names(),
            },
        ),
    ]
}

fn permission(identifier: String, commands: Commands) -> Permission {
    Permission {
        version: None,
        identifier,
        description: None,
        commands,
        scope: Scopes::default(),
        platforms: None,
    }
}

fn permission_file(path: &Path) -> Result<PermissionFile, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| named(&error))?;
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => serde_json::from_str(&text).map_err(|error| named(&error)),
        _ => toml::from_str(&text).map_err(|error| named(&error)),
    }
}

fn capabilities(folder: &Path) -> Result<BTreeMap<String, Capability>, String> {
    let mut capabilities = BTreeMap::new();
    for path in files_below(&folder.join("capabilities")) {
        let file =
            CapabilityFile::load(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let found = match file {
            CapabilityFile::Capability(capability) => vec![capability],
            CapabilityFile::List(list) | CapabilityFile::NamedList { capabilities: list } => list,
        };
        capabilities.extend(
            found
                .into_iter()
                .map(|each| (each.identifier.clone(), each)),
        );
    }
    Ok(capabilities)
}

/// The JSON and TOML files below a folder, sorted; none if there is no such folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    let files = entries.map(walkdir::DirEntry::into_path);
    let wanted = |path: &PathBuf| path.extension().is_some_and(|e| e == "json" || e == "toml");
    files.filter(wanted).collect()
}
