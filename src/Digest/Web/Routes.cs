using Digest.Deliver.Bounces.Webhooks;

namespace Digest.Web;

/// <summary>Every route of the readers' pages. GET and HEAD change nothing, anywhere: scanners follow every link of a mail.</summary>
public static class Routes
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void Map(IEndpointRouteBuilder app)
    {
        Read(app, "/", FrontPage.Get);
        Read(app, "/story/{id:long}", StoryPage.Get);
        Read(app, "/topics/{key}", TopicPage.Get);
        Read(app, "/editions", EditionPage.List);
        Read(app, "/editions/{number:long}", EditionPage.Get);
        Read(app, "/privacy", PlainPages.Privacy);
        Read(app, "/style.css", PlainPages.StyleSheet);
        Read(app, "/robots.txt", PlainPages.RobotsFile);
        Read(app, "/favicon.ico", PlainPages.NoIcon);

        Read(app, "/subscribe", (HttpContext http, SubscribePage page) => page.Get(http));
        app.MapPost("/subscribe", (HttpContext http, SubscribePage page) => page.Post(http));
        Read(app, "/subscribe/check", (SubscribePage page) => page.Check());

        var confirm = app.MapGroup("/confirm/{token}").WithMetadata(TokenPage.Mark);
        Read(confirm, "", (HttpContext http, string token, ConfirmPage page) => page.Get(http, token));
        confirm.MapPost("", (HttpContext http, string token, ConfirmPage page) => page.Post(http, token));
        confirm.MapPost("/again", (HttpContext http, string token, ConfirmPage page) => page.Again(http, token));

        var preferences = app.MapGroup("/preferences/{token}").WithMetadata(TokenPage.Mark);
        Read(preferences, "", (HttpContext http, string token, PreferencesPage page) => page.Get(http, token));
        Read(preferences, "/data", (HttpContext http, string token, PreferencesPage page) => page.Data(http, token));
        preferences.MapPost("", (HttpContext http, string token, PreferencesPage page) => page.Post(http, token));
        preferences.MapPost("/pause", (HttpContext http, string token, PreferencesPage page) => page.Pause(http, token));
        preferences.MapPost("/resume", (HttpContext http, string token, PreferencesPage page) => page.Resume(http, token));
        preferences.MapPost("/address", (HttpContext http, string token, PreferencesPage page) => page.ChangeAddress(http, token));
        preferences.MapPost("/delete", (HttpContext http, string token, PreferencesPage page) => page.Delete(http, token));

        var leave = app.MapGroup("/u/{token}").WithMetadata(TokenPage.Mark);
        Read(leave, "", (HttpContext http, string token, UnsubscribePage page) => page.Get(http, token));
        leave.MapPost("", (HttpContext http, string token, UnsubscribePage page) => page.Post(http, token)).WithMetadata(FromAnywhere.Mark);
        Read(leave, "/undo", (HttpContext http, string token, UnsubscribePage page) => page.UndoGet(http, token));
        leave.MapPost("/undo", (HttpContext http, string token, UnsubscribePage page) => page.Undo(http, token));
        leave.MapPost("/weekly", (HttpContext http, string token, UnsubscribePage page) => page.Weekly(http, token));
        leave.MapPost("/pause", (HttpContext http, string token, UnsubscribePage page) => page.Pause(http, token));
        leave.MapPost("/reason", (HttpContext http, string token, UnsubscribePage page) => page.Reason(http, token));

        var feedback = app.MapGroup("/f/{token}/{story:long}/{verdict}").WithMetadata(TokenPage.Mark);
        Read(feedback, "", (HttpContext http, string token, long story, string verdict, FeedbackPage page) => page.Get(http, token, story, verdict));
        feedback.MapPost("", (HttpContext http, string token, long story, string verdict, FeedbackPage page) => page.Post(http, token, story, verdict));
        feedback.MapPost("/undo", (HttpContext http, string token, long story, string verdict, FeedbackPage page) => page.Undo(http, token, story, verdict));

        app.MapGet("/hub/{token}", HubCallbackPage.Verify);
        app.MapPost("/hub/{token}", HubCallbackPage.Take).WithMetadata(FromAnywhere.Mark);
        app.MapPost("/hooks/{provider}", (HttpContext http, WebhookRoute route) => route.HandleAsync(http)).WithMetadata(FromAnywhere.Mark);
    }

    /// <summary>Whether the service works: also for a process without pages.</summary>
    public static void MapHealth(IEndpointRouteBuilder app) => Read(app, "/healthz", PlainPages.Health);

    private static void Read(IEndpointRouteBuilder app, string pattern, Delegate handler) => app.MapMethods(pattern, Reading, handler);
}
