//! The front end's files, read from disk whenever the page asks for them.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::utils::config::{Config, FrontendDist};
use tauri::{Assets, Wry};
use walkdir::WalkDir;

/// The files below `build.frontendDist`; none if the page comes from a server.
pub fn from_disk(folder: &Path, config: &Config) -> Result<Box<dyn Assets<Wry>>, String> {
    let root = match &config.build.frontend_dist {
        Some(FrontendDist::Directory(directory)) => Some(folder.join(directory)),
        Some(FrontendDist::Files(_)) => {
            let text = "tauri.conf.json: `build.frontendDist` is a list of files, which needs the \
                        app's own extension module; name a folder instead";
            return Err(text.into());
        }
        _ => None,
    };
    match root {
        Some(root) if !root.is_dir() => Err(format!(
            "tauri.conf.json: `build.frontendDist` is {}, which is no folder; build the front end",
            root.display()
        )),
        root => Ok(Box::new(Folder(root))),
    }
}

struct Folder(Option<PathBuf>);

impl Assets<Wry> for Folder {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        let root = self.0.as_ref()?.canonicalize().ok()?;
        let path = root
            .join(key.as_ref().strip_prefix('/')?)
            .canonicalize()
            .ok()?;
        let inside = path.starts_with(&root);
        inside
            .then(|| fs::read(path).ok())
            .flatten()
            .map(Cow::Owned)
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        let files = self.0.iter().flat_map(|root| {
            let files = WalkDir::new(root).into_iter().filter_map(Result::ok);
            files.filter_map(move |file| {
                let name = file
                    .path()
                    .strip_prefix(root)
                    .ok()?
                    .to_str()?
                    .replace('\\', "/");
                let content = fs::read(file.path()).ok()?;
                Some((Cow::Owned(format!("/{name}")), Cow::Owned(content)))
            })
        });
        Box::new(files)
    }

    fn csp_hashes(&self, _html_path: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}
