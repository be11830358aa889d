namespace Digest.Web;

/// <summary>
/// Marks routes whose address is a secret: nothing is kept, told on or loaded from elsewhere, and search engines stay out.
/// </summary>
public sealed class TokenPage
{
    public static readonly TokenPage Mark = new();
}
