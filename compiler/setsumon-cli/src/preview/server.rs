//! The preview's server: loopback only, the form in a frame, and word of every save.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form as Fields, Json};
use serde::Deserialize;
use tokio::sync::watch::{Receiver, Ref};

use crate::preview::doors::Doors;
use crate::preview::{Page, Version, host, received};

/// A question for news is answered after so long even if there is none, before something between gives up on it.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a form may hand in, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// The address that the previewed form posts to.
pub(crate) const ACTION: &str = "/answers";

/// The preview's own page loads what is its own, and frames the form.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";

const NO_FORM: &str = "<!doctype html><html lang=\"en\"><title>No form yet</title><p>There is no form yet: the survey has mistakes.</p></html>";

type Versions = Receiver<Arc<Version>>;

/// Serves until the process ends.
///
/// # Errors
/// Where the system refuses.
pub(crate) fn serve(doors: Doors, versions: Versions) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async { axum::serve(doors.open()?, router(versions)).await })
}

fn router(versions: Versions) -> Router {
    Router::new()
        .route("/", get(frame))
        .route("/preview.js", get(|| file("text/javascript; charset=utf-8", include_str!("preview.js"))))
        .route("/preview.css", get(|| file("text/css; charset=utf-8", include_str!("preview.css"))))
        .route("/version", get(version))
        .route("/form", get(form))
        .route(ACTION, post(answers).get(|| async { axum::response::Redirect::to("/form") }))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn(guarded))
        .with_state(versions)
}

/// Answers this machine alone, and has nothing kept or framed elsewhere.
async fn guarded(request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    if !named.is_some_and(host::is_this_machine) {
        return (StatusCode::FORBIDDEN, "This preview answers the machine it runs on, by the name localhost.\n")
            .into_response();
    }
    if !is_asked_by_itself(&request) {
        return (StatusCode::FORBIDDEN, "This preview takes answers from its own form alone.\n").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    response
}

/// Whether a request that hands something in comes from a page of the preview. Others of the browser's pages may send what they like
/// to whom they like, and it says of each where it comes from.
fn is_asked_by_itself(request: &Request) -> bool {
    if request.method().is_safe() {
        return true;
    }
    let field = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap_or_default());
    let host = field("host").unwrap_or_default();
    let own_site = field("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    let own_origin = field("origin").is_none_or(|origin| origin == format!("http://{host}"));
    own_site && own_origin
}

async fn file(kind: &'static str, content: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, kind)], content)
}

async fn frame() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_SECURITY_POLICY, POLICY)],
        include_str!("preview.html"),
    )
}

/// The save that the asker has seen.
#[derive(Deserialize)]
struct Seen {
    #[serde(default)]
    after: u64,
}

/// The newest version, as soon as there is one that the asker has not seen.
async fn version(State(mut versions): State<Versions>, Query(seen): Query<Seen>) -> Json<Version> {
    // After a restart the numbers begin anew: any other number is news.
    let news = versions.wait_for(|version| version.number != seen.after);
    let newest =
        tokio::time::timeout(PATIENCE, news).await.ok().and_then(Result::ok).map(|version| Arc::clone(&version));
    let version = newest.unwrap_or_else(|| Arc::clone(&versions.borrow()));
    Json(Version::clone(&version))
}

fn page(version: Ref<'_, Arc<Version>>) -> Option<Arc<Page>> {
    version.page.clone()
}

async fn form(State(versions): State<Versions>) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    match page(versions.borrow()) {
        Some(page) => (kind, page.html.clone()).into_response(),
        None => (kind, NO_FORM).into_response(),
    }
}

async fn answers(State(versions): State<Versions>, Fields(fields): Fields<Vec<(String, String)>>) -> Response {
    let Some(page) = page(versions.borrow()) else {
        return (StatusCode::CONFLICT, NO_FORM).into_response();
    };
    // A large answer file takes its time; others are served meanwhile.
    let judged = tokio::task::spawn_blocking(move || received::page(&page.form, &fields)).await;
    match judged {
        Ok(Ok(html)) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Ok(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
