namespace Digest.Gather.Articles;

/// <summary>Whether two headlines are one, corrected.</summary>
internal static class Titles
{
    /// <summary>True when they share at least half of their words.</summary>
    public static bool Alike(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var left = Words(a);
        var right = Words(b);
        var shared = left.Count(right.Contains);
        return shared > 0 && shared * 2 >= left.Count + right.Count - shared;
    }

    private static HashSet<string> Words(string title)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var i = 0; i <= title.Length; i++)
        {
            var inside = i < title.Length && char.IsLetterOrDigit(title[i]);
            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                words.Add(title[start..i]);
                start = -1;
            }
        }

        return words;
    }
}
