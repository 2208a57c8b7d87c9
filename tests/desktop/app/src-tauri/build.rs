#[path = "desktop-commands/src/names.rs"]
mod names;

fn main() {
    let all = [names::COMMANDS, &["native_add"]].concat().leak();
    let manifest = tauri_build::AppManifest::new().commands(all);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).expect("the configuration of the app is invalid");
}
