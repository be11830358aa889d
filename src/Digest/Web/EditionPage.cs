namespace Digest.Web;

/// <summary>A past edition, as anyone may see it: nothing of a reader, fixed links, and not for search engines.</summary>
public static class EditionPage
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(1);
    private const int Listed = 60;

    public static async Task<IResult> Get(HttpContext http, long number, Newspaper paper, Pages pages, WebOptions options, CancellationToken ct)
    {
        var edition = await paper.NumberAsync(number, ct).ConfigureAwait(false);
        if (edition is null)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        return pages.Show(new Page("edition.html", new { Paper = PaperView.Of(edition, edition.Stories) })
        {
            MaxAge = Forever,
            Zone = SignUpBox.ZoneOf(http, options),
        });
    }

    public static async Task<IResult> List(HttpContext http, Newspaper paper, Pages pages, WebOptions options, CancellationToken ct)
    {
        var editions = await paper.ListAsync(Listed, ct).ConfigureAwait(false);
        return pages.Show(new Page("editions.html", new { Editions = editions }) { Zone = SignUpBox.ZoneOf(http, options) });
    }
}
