using Digest.Links;

namespace Digest.Web;

/// <summary>
/// The hidden field of a form that strangers fill in: when it was shown, sealed. What comes back without it, too soon or too late was
/// not filled in by a person (nor was one whose bait field, which nobody sees, has text).
/// </summary>
public sealed class FormToken(Tokens tokens, WebOptions options, TimeProvider clock)
{
    public const string Field = "form";
    public const string Bait = "website";

    public string Make() => tokens.Make(TokenPurpose.Form, clock.GetUtcNow().ToUnixTimeMilliseconds());

    public bool IsFromPerson(IFormCollection form)
    {
        if (tokens.Open(TokenPurpose.Form, form[Field]) is not { } shownAt || !string.IsNullOrEmpty(form[Bait]))
        {
            return false;
        }

        var age = TimeSpan.FromMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds() - shownAt);
        return age >= options.FormMinimumAge && age <= options.FormMaximumAge;
    }
}
