using Digest.Links;
using Digest.Subscribers;
using Digest.Templates;

namespace Digest.Web;

/// <summary>
/// Sign-up. Whatever is sent, the answer to a well-formed address is the same: "check your mail". Nobody learns here who is a reader,
/// and no machine learns that it was taken for one.
/// </summary>
public sealed class SubscribePage(
    Pages pages, TemplateSet templates, Newspaper paper, SiteLinks links, FormToken token, SignUpRate rate, RequestSignUp request, WebOptions options, TimeProvider clock)
{
    public async Task<IResult> Get(HttpContext http)
    {
        await paper.NewestAsync(http.RequestAborted).ConfigureAwait(false);
        return Form(http, Proposed(http), "", [], StatusCodes.Status200OK);
    }

    public async Task<IResult> Post(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted).ConfigureAwait(false);
        if (!token.IsFromPerson(form))
        {
            return pages.Redirect("/subscribe/check");
        }

        var problems = new List<Problem>();
        var typed = form["address"].ToString();
        if (!Address.TryParse(typed, out var address, out var fault))
        {
            problems.Add(AddressProblem(fault));
        }

        var choices = ChoicesForm.Read(form, Proposed(http), problems);
        if (address is null || problems.Count > 0)
        {
            return Form(http, choices, typed, problems, StatusCodes.Status422UnprocessableEntity);
        }

        if (!rate.Allow(http))
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        await request.RunAsync(address, choices.ToChoices(templates.Locales), Consent(http), subscriberId: null, http.RequestAborted).ConfigureAwait(false);
        return pages.Redirect("/subscribe/check");
    }

    public IResult Check() => pages.Show(new Page("check.html", new { }));

    public static Problem AddressProblem(AddressFault fault) => new("address", "web.problem.address." + fault switch
    {
        AddressFault.Empty => "empty",
        AddressFault.NoAt => "no_at",
        AddressFault.SeveralAddresses => "several",
        AddressFault.Domain => "domain",
        AddressFault.TooLong => "too_long",
        _ => "letters",
    });

    private ChoicesForm Proposed(HttpContext http) => new() { Zone = SignUpBox.ZoneOf(http, options), Locale = pages.LocaleOf(http) };

    // The words above the button, as the reader saw them.
    private string Consent(HttpContext http) => pages.Words(http).Find("web.consent", pages.SiteName) ?? "";

    private IResult Form(HttpContext http, ChoicesForm choices, string address, IReadOnlyList<Problem> problems, int status) => pages.Show(
        new Page("subscribe.html", new
        {
            Choices = ChoicesView.Of(choices, templates, paper, clock.GetUtcNow()),
            Address = address,
            Problems = problems,
            Token = token.Make(),
        })
        { Status = status, Canonical = status == StatusCodes.Status200OK ? links.SubscribePage() : null });
}
