using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Subscribers;
using Digest.Templates;

namespace Digest.Web;

/// <summary>A reader's own page, by the link in their mails: choices, pause, address, their data, and the way out.</summary>
public sealed class PreferencesPage(
    Pages pages, TemplateSet templates, Newspaper paper, Tokens tokens, SiteLinks links, Preferences preferences, PersonalData data, SignUpRate rate, TimeProvider clock)
{
    public Task<IResult> Get(HttpContext http, string token) => WithReader(http, token, reader =>
        Task.FromResult(Show(token, reader, ChoicesForm.Of(Preferences.ChoicesOf(reader)), [], http.Request.Query["done"].ToString())));

    public Task<IResult> Post(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var problems = new List<Problem>();
        var choices = ChoicesForm.Read(form, ChoicesForm.Of(Preferences.ChoicesOf(reader)), problems);
        var titles = await paper.TitlesAsync(http.RequestAborted).ConfigureAwait(false);
        choices = choices with { Tastes = Tastes.Read(form, choices.Tastes, titles, problems) };
        if (problems.Count > 0)
        {
            return Show(token, reader, choices, problems, "");
        }

        await preferences.ChangeAsync(reader.Id, choices.ToChoices(templates.Locales), http.RequestAborted).ConfigureAwait(false);
        return Done(token, "saved");
    });

    public Task<IResult> Pause(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        int? days = form["days"].ToString() switch { "7" => 7, "14" => 14, "30" => 30, "0" => 0, _ => null };
        if (days is null)
        {
            return Show(token, reader, ChoicesForm.Of(Preferences.ChoicesOf(reader)), [new Problem("days", "web.problem.days")], "");
        }

        await preferences.PauseAsync(reader.Id, days == 0 ? null : clock.GetUtcNow().AddDays(days.Value), http.RequestAborted).ConfigureAwait(false);
        return Done(token, "paused");
    });

    public Task<IResult> Resume(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        await preferences.ResumeAsync(reader.Id, http.RequestAborted).ConfigureAwait(false);
        return Done(token, "resumed");
    });

    public Task<IResult> ChangeAddress(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        var typed = form["address"].ToString();
        if (!Address.TryParse(typed, out var address, out var fault))
        {
            return Show(token, reader, ChoicesForm.Of(Preferences.ChoicesOf(reader)), [SubscribePage.AddressProblem(fault)], "", typed);
        }

        if (!rate.Allow(http))
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var words = templates.Locale(reader.Locale).Find("web.preferences.change_consent", pages.SiteName) ?? "";
        await preferences.ChangeAddressAsync(reader.Id, address, words, http.RequestAborted).ConfigureAwait(false);
        return Done(token, "address");
    });

    /// <summary>Everything kept about the reader, as a file.</summary>
    public Task<IResult> Data(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        var file = await data.ExportAsync(reader.Id, http.RequestAborted).ConfigureAwait(false);
        http.Response.Headers.ContentDisposition = "attachment; filename=\"my-data.json\"";
        return Results.Json(file, IndentedJson.Options);
    });

    public Task<IResult> Delete(HttpContext http, string token) => WithReader(http, token, async reader =>
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        if (form["sure"] != "yes")
        {
            return Show(token, reader, ChoicesForm.Of(Preferences.ChoicesOf(reader)), [new Problem("sure", "web.problem.sure")], "");
        }

        await data.EraseAsync(reader.Id, http.RequestAborted).ConfigureAwait(false);
        return pages.Show(new Page("deleted.html", new { }) { Locale = reader.Locale });
    });

    // The same work and the same page for a bad token as for one whose reader is gone.
    private async Task<IResult> WithReader(HttpContext http, string token, Func<Subscriber, Task<IResult>> act)
    {
        var id = tokens.Open(TokenPurpose.Preferences, token) ?? 0;
        return await preferences.FindAsync(id, http.RequestAborted).ConfigureAwait(false) is { } reader
            ? await act(reader).ConfigureAwait(false)
            : Results.StatusCode(StatusCodes.Status404NotFound);
    }

    private IResult Done(string token, string what) => pages.Redirect($"/preferences/{token}?done={what}");

    private IResult Show(string token, Subscriber reader, ChoicesForm form, List<Problem> problems, string done, string newAddress = "") => pages.Show(
        new Page("preferences.html", new
        {
            Token = token,
            Reader = reader,
            State = reader.State.ToString(),
            Address = Address.Mask(reader.Address),
            NewAddress = newAddress,
            Choices = ChoicesView.Of(form, templates, paper, clock.GetUtcNow()),
            Problems = problems,
            Done = done is "saved" or "paused" or "resumed" or "address" ? done : "",
            Unsubscribe = pages.Home + LocalPath.Of(links.Unsubscribe(reader.Id)),
        })
        { Locale = reader.Locale, Zone = reader.Zone, Status = problems.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK });
}

/// <summary>JSON that a person reads.</summary>
internal static class IndentedJson
{
    public static readonly System.Text.Json.JsonSerializerOptions Options = new(Mapping.Json) { WriteIndented = true };
}
