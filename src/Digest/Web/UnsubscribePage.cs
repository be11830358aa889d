using Digest.Links;
using Digest.Model;
using Digest.Subscribers;

namespace Digest.Web;

/// <summary>
/// The way out, by List-Unsubscribe or the footer. GET shows a button; POST with List-Unsubscribe=One-Click acts at once, without
/// cookie, login or redirect (RFC 8058 3.2), a second time as well. Afterwards: the way back, and room for a reason.
/// </summary>
public sealed class UnsubscribePage(Pages pages, Tokens tokens, Preferences preferences, Leave leave, TimeProvider clock)
{
    private static readonly string[] Reasons = ["too_many", "not_for_me", "too_long", "never_asked", "something"];

    public Task<IResult> Get(HttpContext http, string token) => WithReader(http, token, reader => Task.FromResult(Show(token, reader, "")));

    /// <summary>A token of ours whose reader is gone, erased or never there (doctor asks so), is answered as any other: nobody is mailed, which is all that was asked.</summary>
    public async Task<IResult> Post(HttpContext http, string token)
    {
        if (tokens.Open(TokenPurpose.Unsubscribe, token) is not { } id)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false) : FormCollection.Empty;
        var oneClick = string.Equals(form["List-Unsubscribe"], "One-Click", StringComparison.OrdinalIgnoreCase);
        if (await preferences.FindAsync(id, http.RequestAborted).ConfigureAwait(false) is not { } reader)
        {
            return Results.StatusCode(oneClick ? StatusCodes.Status200OK : StatusCodes.Status404NotFound);
        }

        if (!oneClick)
        {
            return Show(token, reader, "");
        }

        await leave.UnsubscribeAsync(reader.Id, form["by"] == "page" ? "page" : "one-click", http.RequestAborted).ConfigureAwait(false);
        return await AgainAsync(http, token, reader, "").ConfigureAwait(false);
    }

    public Task<IResult> UndoGet(HttpContext http, string token) => WithReader(http, token, reader => Task.FromResult(
        pages.Show(new Page("undo.html", new { Token = token, Address = Address.Mask(reader.Address), State = reader.State.ToString(), CanUndo = leave.CanUndo(reader) })
        { Locale = reader.Locale, Zone = reader.Zone })));

    public Task<IResult> Undo(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        var done = await leave.UndoAsync(reader.Id, http.RequestAborted).ConfigureAwait(false);
        return await AgainAsync(http, token, reader, done ? "undone" : "too_late").ConfigureAwait(false);
    });

    public Task<IResult> Weekly(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        await leave.UndoAsync(reader.Id, http.RequestAborted).ConfigureAwait(false);
        await preferences.ChangeAsync(reader.Id, Preferences.ChoicesOf(reader) with { Frequency = Frequency.Weekly }, http.RequestAborted).ConfigureAwait(false);
        return await AgainAsync(http, token, reader, "weekly").ConfigureAwait(false);
    });

    public Task<IResult> Pause(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        await leave.UndoAsync(reader.Id, http.RequestAborted).ConfigureAwait(false);
        await preferences.PauseAsync(reader.Id, clock.GetUtcNow().AddDays(30), http.RequestAborted).ConfigureAwait(false);
        return await AgainAsync(http, token, reader, "paused").ConfigureAwait(false);
    });

    public Task<IResult> Reason(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var reason = Reasons.FirstOrDefault(r => form["reason"] == r);
        var words = form["words"].ToString().Trim();
        if (reason is not null || words.Length > 0)
        {
            await leave.ReasonAsync(reader.Id, words.Length > 0 ? $"{reason ?? "something"}: {words}" : reason!, http.RequestAborted).ConfigureAwait(false);
        }

        return Show(token, reader, "thanks");
    });

    private async Task<IResult> AgainAsync(HttpContext http, string token, Subscriber before, string done) =>
        Show(token, await preferences.FindAsync(before.Id, http.RequestAborted).ConfigureAwait(false) ?? before, done);

    private async Task<IResult> WithReader(HttpContext http, string token, Func<Subscriber, Task<IResult>> act)
    {
        var id = tokens.Open(TokenPurpose.Unsubscribe, token) ?? 0;
        return await preferences.FindAsync(id, http.RequestAborted).ConfigureAwait(false) is { } reader
            ? await act(reader).ConfigureAwait(false)
            : Results.StatusCode(StatusCodes.Status404NotFound);
    }

    private IResult Show(string token, Subscriber reader, string done) => pages.Show(
        new Page(reader.State == SubscriberState.Unsubscribed ? "farewell.html" : "unsubscribe.html", new
        {
            Token = token,
            Reader = reader,
            State = reader.State.ToString(),
            Address = Address.Mask(reader.Address),
            Frequency = reader.Frequency.ToString(),
            Done = done,
            CanUndo = leave.CanUndo(reader),
            Reasons,
        })
        { Locale = reader.Locale, Zone = reader.Zone });
}
