namespace Digest.Gather.Parse.Markup;

/// <summary>
/// Finds the next end of a comment, an instruction or a CDATA section (and the next beginning of one). It remembers what it found, so that a document of a million
/// openings without an end is searched once, not a million times.
/// </summary>
internal sealed class Ends(SourceText text)
{
    public enum Mark { Comment, Instruction, CData, CDataOpen }

    private static readonly string[] Written = ["-->", "?>", "]]>", "<![CDATA["];

    private readonly (int From, int Found)[] last = [(-1, -1), (-1, -1), (-1, -1), (-1, -1)];

    /// <summary>The place where the next <paramref name="mark"/> begins, at or after <paramref name="from"/>; -1 where there is none.</summary>
    public int Next(Mark mark, int from)
    {
        var (since, found) = last[(int)mark];
        if (since >= 0 && from >= since && (found < 0 || from <= found))
        {
            return found;
        }

        found = text.IndexOf(Written[(int)mark], from);
        last[(int)mark] = (from, found);
        return found;
    }

    /// <summary>The place after the next <paramref name="mark"/>, or -1.</summary>
    public int After(Mark mark, int from) => Next(mark, from) is >= 0 and var found ? found + Written[(int)mark].Length : -1;

    /// <summary>
    /// The place after the CDATA section that begins at <paramref name="start"/>. One whose end is missing would swallow everything up to
    /// the next item's end: where another section begins first, or there is no end at all, it ends before the end tag that follows it.
    /// </summary>
    public int AfterCData(int start, out bool whole)
    {
        var content = start + Written[(int)Mark.CDataOpen].Length;
        var end = Next(Mark.CData, content);
        var inside = text.Slice(content, (end < 0 ? text.Length : end) - content);
        // Up to a known end a search costs no more than the section itself; without one it would be repeated for every opening.
        var next = end >= 0 ? inside.IndexOf(Written[(int)Mark.CDataOpen]) : Next(Mark.CDataOpen, content) is >= 0 and var open ? open - content : -1;
        var close = end >= 0 && next < 0 ? -1 : CloseBefore(next < 0 ? inside : inside[..next]);
        whole = end >= 0 && close < 0;
        return close >= 0 ? content + close : end >= 0 ? end + 3 : text.Length;
    }

    // The first of these is where the field was meant to end; an HTML tag inside it has none of these names.
    private static int CloseBefore(ReadOnlySpan<char> inside)
    {
        ReadOnlySpan<string> fields = ["</description>", "</content:encoded>", "</title>", "</summary>", "</content>", "</link>", "</item>", "</entry>"];
        var first = -1;
        foreach (var field in fields)
        {
            var found = inside.IndexOf(field, StringComparison.OrdinalIgnoreCase);
            first = found >= 0 && (first < 0 || found < first) ? found : first;
        }

        return first;
    }
}
