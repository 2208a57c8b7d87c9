//! The icon of the app's windows.

use std::path::Path;

use tauri::image::Image;
use tauri::utils::config::Config;

/// The first icon of `bundle.icon` that a window can show, as `generate_context!` chooses it;
/// without one, `icons/icon.png` if it is there.
pub fn window_icon(folder: &Path, config: &Config) -> Result<Option<Image<'static>>, String> {
    let wanted: &[&str] = if cfg!(windows) {
        &[".ico", ".png"]
    } else {
        &[".png"]
    };
    let listed = wanted.iter().find_map(|ending| {
        config
            .bundle
            .icon
            .iter()
            .find(|name| name.ends_with(ending))
    });
    let path = folder.join(listed.map_or("icons/icon.png", String::as_str));
    if listed.is_none() && !path.is_file() {
        return Ok(None);
    }
    let icon = Image::from_path(&path);
    icon.map(Some)
        .map_err(|error| format!("the icon {} can't be read: {error}", path.display()))
}
