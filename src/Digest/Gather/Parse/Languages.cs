namespace Digest.Gather.Parse;

/// <summary>Language tags as feeds write them ("en_US", "EN", "german").</summary>
internal static class Languages
{
    /// <summary>BCP 47, lower case, or null where it is no tag.</summary>
    public static string? Tag(string? written)
    {
        var tag = written?.Trim().Replace('_', '-').ToLowerInvariant();
        if (tag is null || tag.Length is < 2 or > 35)
        {
            return null;
        }

        var primary = tag.AsSpan(0, tag.IndexOf('-', StringComparison.Ordinal) is >= 0 and var dash ? dash : tag.Length);
        if (primary.Length is < 2 or > 3 || primary.ContainsAnyExceptInRange('a', 'z') || primary is "und" or "mul")
        {
            return null;
        }

        foreach (var c in tag)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return null;
            }
        }

        return tag.TrimEnd('-');
    }
}
