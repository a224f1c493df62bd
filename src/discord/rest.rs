//! Requests to Discord that fail with the word when to ask again. Behind another address of the API
//! serenity has no limiter, and keeps what the answer says about limits to itself.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, Response, StatusCode, header::RETRY_AFTER};
use serde::{Serialize, de::DeserializeOwned};
use serenity::{
    all::{
        ChannelId, CreateInteractionResponse, CreateInteractionResponseFollowup, CreateMessage,
        EditInteractionResponse, EditMessage, ErrorResponse, Http, HttpError, InteractionId,
        LightMethod, Message, MessageId,
    },
    builder::Builder as _,
    http::{Request, Route},
};

/// A request that failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Box<serenity::Error>,
    /// The time after which to ask again, if Discord said so.
    pub(super) wait: Option<Duration>,
}

impl From<serenity::Error> for Failure {
    fn from(error: serenity::Error) -> Self {
        Self {
            error: Box::new(error),
            wait: None,
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        serenity::Error::from(error).into()
    }
}

/// The way to Discord.
#[derive(Clone)]
pub(super) struct Rest {
    http: Arc<Http>,
    /// None where serenity itself waits as long as it is told to.
    client: Option<Client>,
}

impl Rest {
    pub(super) fn new(http: &Arc<Http>, client: Option<&Client>) -> Self {
        Self {
            http: Arc::clone(http),
            client: client.cloned(),
        }
    }

    /// Answers an interaction.
    pub(super) async fn respond(
        &self,
        interaction_id: InteractionId,
        token: &str,
        response: &CreateInteractionResponse,
    ) -> Result<(), Failure> {
        let route = Route::InteractionResponse {
            interaction_id,
            token,
        };
        let body = serde_json::to_vec(response)?;
        let sent = self.request(LightMethod::Post, route, Some(body));
        sent.await.map(drop)
    }

    /// Changes the answer to an interaction.
    pub(super) async fn change_response(
        &self,
        token: &str,
        edit: &EditInteractionResponse,
    ) -> Result<Message, Failure> {
        let application_id = self.application()?;
        let route = Route::WebhookOriginalInteractionResponse {
            application_id,
            token,
        };
        self.send(LightMethod::Patch, route, edit).await
    }

    /// The same with files, which serenity puts together; it has no word of when to ask again.
    pub(super) async fn attach(
        &self,
        token: &str,
        edit: EditInteractionResponse,
    ) -> Result<Message, Failure> {
        Ok(edit.execute(&self.http, token).await?)
    }

    /// Says something behind the answer to an interaction.
    pub(super) async fn say_more(
        &self,
        token: &str,
        more: &CreateInteractionResponseFollowup,
    ) -> Result<Message, Failure> {
        let application_id = self.application()?;
        let route = Route::WebhookFollowupMessages {
            application_id,
            token,
        };
        self.send(LightMethod::Post, route, more).await
    }

    /// Sends a message.
    pub(super) async fn message(
        &self,
        channel_id: ChannelId,
        message: &CreateMessage,
    ) -> Result<Message, Failure> {
        let route = Route::ChannelMessages { channel_id };
        self.send(LightMethod::Post, route, message).await
    }

    /// Changes a message.
    pub(super) async fn change(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
        edit: &EditMessage,
    ) -> Result<Message, Failure> {
        let route = Route::ChannelMessage {
            channel_id,
            message_id,
        };
        self.send(LightMethod::Patch, route, edit).await
    }

    /// The same with files; see [`Self::attach`].
    pub(super) async fn attach_to(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
        edit: EditMessage,
    ) -> Result<Message, Failure> {
        let message = (channel_id, message_id, None);
        Ok(edit.execute(&self.http, message).await?)
    }

    /// Reads a message.
    pub(super) async fn read(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
    ) -> Result<Message, Failure> {
        let route = Route::ChannelMessage {
            channel_id,
            message_id,
        };
        let response = self.request(LightMethod::Get, route, None).await?;
        decoded(response).await
    }

    /// Takes a message away.
    pub(super) async fn delete(
        &self,
        channel_id: ChannelId,
        message_id: MessageId,
    ) -> Result<(), Failure> {
        let route = Route::ChannelMessage {
            channel_id,
            message_id,
        };
        let deleted = self.request(LightMethod::Delete, route, None);
        deleted.await.map(drop)
    }

    fn application(&self) -> Result<serenity::all::ApplicationId, Failure> {
        let id = self.http.application_id();
        id.ok_or_else(|| serenity::Error::Http(HttpError::ApplicationIdMissing).into())
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: LightMethod,
        route: Route<'_>,
        body: &impl Serialize,
    ) -> Result<T, Failure> {
        let body = serde_json::to_vec(body)?;
        let response = self.request(method, route, Some(body)).await?;
        decoded(response).await
    }

    async fn request(
        &self,
        method: LightMethod,
        route: Route<'_>,
        body: Option<Vec<u8>>,
    ) -> Result<Response, Failure> {
        let request = Request::new(route, method).body(body);
        let http = &self.http;
        let Some(client) = &self.client else {
            return Ok(http.request(request).await?);
        };
        let request = request.build(client, http.token(), http.proxy.as_deref())?;
        let response = request.send().await.map_err(of_request)?;
        if response.status().is_success() {
            return Ok(response);
        }
        let is_limit = response.status() == StatusCode::TOO_MANY_REQUESTS;
        let wait = response.headers().get(RETRY_AFTER);
        let wait = wait
            .filter(|_| is_limit)
            .and_then(|wait| wait.to_str().ok());
        let wait = wait.and_then(|wait| wait.parse().ok());
        let error = ErrorResponse::from_response(response, method.reqwest_method()).await;
        Err(Failure {
            error: Box::new(serenity::Error::Http(HttpError::UnsuccessfulRequest(error))),
            wait: wait.and_then(|wait| Duration::try_from_secs_f64(wait).ok()),
        })
    }
}

fn of_request(error: reqwest::Error) -> Failure {
    serenity::Error::Http(HttpError::Request(error)).into()
}

async fn decoded<T: DeserializeOwned>(response: Response) -> Result<T, Failure> {
    let bytes = response.bytes().await.map_err(of_request)?;
    Ok(serde_json::from_slice(&bytes)?)
}
