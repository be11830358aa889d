namespace Digest.Gather.Parse;

/// <summary>
/// Tells a document whose DOCTYPE builds entities out of entities (billion laughs). No entity is ever expanded here, so it does no
/// harm; but what it says without them is not what its publisher shows, and no honest feed does this.
/// </summary>
internal static class EntityBomb
{
    private const int MostNested = 8;
    private const int LongestHead = 256 * 1024;

    public static bool Is(ReadOnlySpan<char> text)
    {
        var start = text[..Math.Min(text.Length, 1024)].IndexOf("<!DOCTYPE", StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        var rest = text[start..Math.Min(text.Length, start + LongestHead)];
        for (var nested = 0; rest.IndexOf("<!ENTITY", StringComparison.Ordinal) is >= 0 and var at;)
        {
            rest = rest[(at + 8)..];
            var end = rest.IndexOf('>');
            nested += References(end < 0 ? rest : rest[..end]);
            if (nested > MostNested)
            {
                return true;
            }
        }

        return false;
    }

    // &name; and not &#160; or the five that XML itself knows.
    private static int References(ReadOnlySpan<char> declaration)
    {
        var count = 0;
        for (var i = declaration.IndexOf('&'); i >= 0 && i + 1 < declaration.Length;)
        {
            var name = declaration[(i + 1)..];
            count += char.IsLetter(name[0]) && !name.StartsWith("amp;") && !name.StartsWith("lt;") && !name.StartsWith("gt;") && !name.StartsWith("quot;") && !name.StartsWith("apos;") ? 1 : 0;
            var next = name.IndexOf('&');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return count;
    }
}
