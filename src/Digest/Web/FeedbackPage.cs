using Digest.Links;
using Digest.Model;
using Digest.Subscribers;

namespace Digest.Web;

/// <summary>
/// "More like this, less, mute this title", by the links of a mail. GET shows the story and a button; POST does it, as often as it is
/// pressed, says so and offers to take it back.
/// </summary>
public sealed class FeedbackPage(Pages pages, Tokens tokens, SiteLinks links, Feedback feedback)
{
    public async Task<IResult> Get(HttpContext http, string token, long story, string verdict) =>
        Show(token, verdict, "", await feedback.LookAsync(IssueOf(token), story, http.RequestAborted).ConfigureAwait(false));

    public async Task<IResult> Post(HttpContext http, string token, long story, string verdict)
    {
        if (VerdictOf(verdict) is not { } said)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var view = await feedback.SayAsync(IssueOf(token), story, said, http.RequestAborted).ConfigureAwait(false);
        return Show(token, verdict, view?.Said?.Verdict == said ? said.ToString() : "", view);
    }

    public async Task<IResult> Undo(HttpContext http, string token, long story, string verdict)
    {
        var view = await feedback.TakeBackAsync(IssueOf(token), story, http.RequestAborted).ConfigureAwait(false);
        return Show(token, verdict, "back", view);
    }

    // A bad token asks for an issue that is never there: the same work, and the same page.
    private long IssueOf(string token) => tokens.Open(TokenPurpose.Feedback, token) ?? 0;

    private static Verdict? VerdictOf(string verdict) => verdict switch
    {
        "more" => Verdict.More,
        "less" => Verdict.Less,
        "mute" => Verdict.Mute,
        _ => null,
    };

    private IResult Show(string token, string verdict, string done, FeedbackView? view)
    {
        if (view is null || VerdictOf(verdict) is null)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        return pages.Show(new Page("feedback.html", new
        {
            Token = token,
            Verdict = verdict,
            Done = done,
            view.Story,
            IsOn = view.Reader.Feedback,
            Preferences = pages.Home + LocalPath.Of(links.Preferences(view.Reader.Id)),
        })
        { Locale = view.Reader.Locale, Zone = view.Reader.Zone });
    }
}
