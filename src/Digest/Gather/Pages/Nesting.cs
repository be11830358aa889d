namespace Digest.Gather.Pages;

/// <summary>
/// Tells a page that nests its elements so deeply that a parser of HTML would not end in a reasonable time: it looks through all open elements at every tag,
/// so that a megabyte of opened ones costs it hours.
/// </summary>
internal static class Nesting
{
    // Real pages have fifty levels, broken ones some hundreds.
    private const int Deepest = 1000;

    public static bool IsTooDeep(ReadOnlySpan<byte> html)
    {
        var depth = 0;
        Span<char> name = stackalloc char[10];
        while (html.IndexOf((byte)'<') is >= 0 and var open && open + 2 < html.Length)
        {
            html = html[(open + 1)..];
            var isEnd = html[0] == '/';
            var length = Name(isEnd ? html[1..] : html, name);
            if (length == 0 || Closes(name[..length]))
            {
                continue;
            }

            depth = Math.Max(0, depth + (isEnd ? -1 : 1));
            if (depth > Deepest)
            {
                return true;
            }

            // What a script compares is no tag.
            if (!isEnd && name[..length] is "script" or "style" && html.IndexOf("</"u8) is > 0 and var end)
            {
                html = html[end..];
            }
        }

        return false;
    }

    // The name in lower case, as much of it as tells.
    private static int Name(ReadOnlySpan<byte> tag, Span<char> name)
    {
        var length = 0;
        while (length < name.Length && length < tag.Length && char.IsAsciiLetterOrDigit((char)tag[length]))
        {
            name[length] = char.ToLowerInvariant((char)tag[length]);
            length++;
        }

        return length > 0 && char.IsAsciiLetter(name[0]) ? length : 0;
    }

    // These have no content, or end where the next of them begins: a page may leave out all their ends and nests nothing.
    private static bool Closes(ReadOnlySpan<char> name) => name is "p" or "li" or "dt" or "dd" or "option" or "tr" or "td" or "th" or "thead" or "tbody" or "tfoot" or "br" or "img" or "meta" or "link" or "input"
        or "hr" or "source" or "wbr" or "col" or "area" or "base" or "embed" or "param" or "track";
}
