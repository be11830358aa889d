using Digest.Links;
using Digest.Model;

namespace Digest.Web;

/// <summary>Today's paper, and a sign-up box after a little reading.</summary>
public static class FrontPage
{
    // Fewer than this in the browser's languages would be a poor paper: then all languages are shown.
    private const int EnoughStories = 8;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    public static async Task<IResult> Get(HttpContext http, Newspaper paper, Pages pages, SiteLinks links, FormToken token, WebOptions options, CancellationToken ct)
    {
        var edition = await paper.NewestAsync(ct).ConfigureAwait(false);
        var stories = edition?.Stories ?? [];
        var languages = Newspaper.Languages(stories);
        var chosen = Choose(http, stories, languages);
        var shown = chosen is null ? stories : [.. stories.Where(s => IsIn(chosen, s.Language)).Select(s => s with { Related = [.. s.Related.Where(r => IsIn(chosen, r.Language))] })];
        var model = new
        {
            Paper = edition is null ? PaperView.Empty : PaperView.Of(edition, [.. shown.Take(options.FrontStories)]),
            Languages = ChoicesForm.LanguageChoices(languages.Take(6)),
            Chosen = chosen?.Count == 1 ? chosen[0] : chosen is null ? "all" : "",
            SignUp = SignUpBox.Of(http, token, options),
        };
        return pages.Show(new Page("front.html", model)
        {
            Canonical = links.Front(),
            MaxAge = Fresh,
            Zone = SignUpBox.ZoneOf(http, options),
        });
    }

    private static bool IsIn(IReadOnlyList<string> chosen, string? language) => language is null || chosen.Contains(LanguageTag.Of(language));

    private static IReadOnlyList<string>? Choose(HttpContext http, IReadOnlyList<EditionStory> stories, IReadOnlyList<string> languages)
    {
        if (http.Request.Query["lang"].ToString() is { Length: > 0 } asked)
        {
            return languages.Contains(asked) ? [asked] : null;
        }

        var spoken = Language.Primary(http.Request.Headers.AcceptLanguage);
        return languages.Count > 1 && stories.Count(s => Newspaper.LanguageOf(s) is { } l && spoken.Contains(l)) >= EnoughStories ? [.. languages.Where(spoken.Contains)] : null;
    }
}

/// <summary>The short form in the paper: an address, the rest proposed.</summary>
public sealed record SignUpBox(string Token, string Zone)
{
    public static SignUpBox Of(HttpContext http, FormToken token, WebOptions options) => new(token.Make(), ZoneOf(http, options));

    /// <summary>The zone of the browser's country, else the configured one.</summary>
    public static string ZoneOf(HttpContext http, WebOptions options) =>
        Zones.OfCountry(Language.CountryOf(http.Request.Headers.AcceptLanguage)) ?? options.DefaultZone;
}
