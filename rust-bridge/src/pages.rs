//! Which pages are in the windows, so that Python can cancel the calls of those that are gone.
//!
//! A page names itself in the names of its calls. That a document begins to load does not tell
//! that another is gone: it may turn out to be a download. The first call of a new page does.

use std::collections::HashMap;
use std::mem;

/// The pages that have called, by the label of their webview.
#[derive(Default)]
pub struct Pages(HashMap<String, Webview>);

#[derive(Default)]
struct Webview {
    /// More than one if a page has frames that call.
    pages: Vec<String>,
    loading: bool,
}

impl Pages {
    /// Notes that a webview loads a document.
    pub fn load(&mut self, label: &str) {
        if let Some(webview) = self.0.get_mut(label) {
            webview.loading = true;
        }
    }

    /// Notes the call of a page, and returns the pages whose place it has taken.
    pub fn call(&mut self, label: &str, page: &str) -> Vec<String> {
        let Some(webview) = self.0.get_mut(label) else {
            let pages = vec![page.to_owned()];
            let loading = false;
            self.0.insert(label.to_owned(), Webview { pages, loading });
            return Vec::new();
        };
        if webview.pages.iter().any(|known| known == page) {
            return Vec::new();
        }
        let mut gone = Vec::new();
        if mem::take(&mut webview.loading) {
            gone = mem::take(&mut webview.pages);
        }
        webview.pages.push(page.to_owned());
        gone
    }

    /// Notes that a window is closed, and returns the pages that were in it.
    pub fn close(&mut self, label: &str) -> Vec<String> {
        self.0.remove(label).unwrap_or_default().pages
    }
}

/// The page in the name of a call or a message, `<page>-<number>`.
pub fn page_of(name: &str) -> &str {
    name.rsplit_once('-').map_or("", |(page, _)| page)
}
