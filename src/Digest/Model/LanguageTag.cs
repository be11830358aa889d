namespace Digest.Model;

/// <summary>Languages as feeds, articles and readers name them (BCP 47: en, en-GB; some write en_GB).</summary>
internal static class LanguageTag
{
    /// <summary>True for two tags of one language, whatever their regions.</summary>
    public static bool Same(string one, string other) => Primary(one).Equals(Primary(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>The language alone, in small letters: en for en-GB.</summary>
    public static string Of(string tag) => Primary(tag).ToString().ToLowerInvariant();

    private static ReadOnlySpan<char> Primary(string tag) => tag.AsSpan(0, tag.AsSpan().IndexOfAny('-', '_') is >= 0 and var at ? at : tag.Length);
}
