using Digest.Links;
using Digest.Subscribers;

namespace Digest.Web;

/// <summary>The link in the confirmation mail: GET shows what was asked for and a button; POST acts, once.</summary>
public sealed class ConfirmPage(Pages pages, Tokens tokens, SiteLinks links, ConfirmSignUp confirm, SignUpRate rate)
{
    public async Task<IResult> Get(HttpContext http, string token) =>
        Show(token, await confirm.LookAsync(IdOf(token), http.RequestAborted).ConfigureAwait(false));

    public async Task<IResult> Post(HttpContext http, string token) =>
        Show(token, await confirm.RunAsync(IdOf(token), http.RequestAborted).ConfigureAwait(false));

    public async Task<IResult> Again(HttpContext http, string token)
    {
        if (!rate.Allow(http))
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        await confirm.AgainAsync(IdOf(token), http.RequestAborted).ConfigureAwait(false);
        return pages.Redirect("/subscribe/check");
    }

    // A bad token asks the database for a row that is never there: the same work, and the same page.
    private long IdOf(string token) => tokens.Open(TokenPurpose.Confirm, token) ?? 0;

    private IResult Show(string token, Confirmation? confirmation)
    {
        if (confirmation is null)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var signUp = confirmation.SignUp;
        return pages.Show(new Page("confirm.html", new
        {
            Token = token,
            State = confirmation.State.ToString(),
            Address = Address.Mask(signUp.Address),
            IsChange = signUp.SubscriberId is not null && confirmation.State != ConfirmState.Done,
            signUp.Choices,
            City = Zones.City(signUp.Choices.Zone),
            Preferences = confirmation is { State: ConfirmState.Done, SubscriberId: { } id } ? pages.Home + LocalPath.Of(links.Preferences(id)) : null,
        })
        { Locale = signUp.Choices.Locale, Zone = signUp.Choices.Zone });
    }
}
