namespace Digest.Gather.Parse.Markup;

/// <summary>
/// Finds the next end of a comment, an instruction or a CDATA section (and the next beginning of one). It remembers what it found, so that a document of a million
/// openings without an end is searched once, not a million times.
/// </summary>
internal sealed class Ends(SourceText text)
{
    public const string Comment = "-->";
    public const string Instruction = "?>";
    public const string CData = "]]>";
    public const string CDataOpen = "<![CDATA[";

    private readonly Dictionary<string, (int From, int Found)> known = new(4);

    /// <summary>The place where the next <paramref name="end"/> begins, at or after <paramref name="from"/>; -1 where there is none.</summary>
    public int Next(string end, int from)
    {
        if (known.TryGetValue(end, out var last) && from >= last.From && (last.Found < 0 || from <= last.Found))
        {
            return last.Found;
        }

        var found = text.IndexOf(end, from);
        known[end] = (from, found);
        return found;
    }
}
