using System.Globalization;
using System.Text;

namespace Digest.Gather.Parse.Markup;

/// <summary>What was wrong with a document, and where. Keeps the first of each kind and counts the rest.</summary>
internal sealed class Faults
{
    // A hostile document has millions of faults of a hundred kinds; an operator reads three.
    private const int Kept = 3;
    private readonly List<(int Offset, string What)> first = [];
    private int more;

    public bool Any => first.Count > 0;

    /// <param name="offset">Place in the text, or -1 where there is none.</param>
    /// <param name="what">The kind, in words, without the place.</param>
    public void Add(int offset, string what)
    {
        if (first.Count < Kept && !first.Exists(f => f.What == what))
        {
            first.Add((offset, what));
        }
        else
        {
            more++;
        }
    }

    /// <summary>"line 3, column 14: bare &amp;; … (and 2 more)", or null when nothing was wrong.</summary>
    public string? Describe(SourceText text)
    {
        if (first.Count == 0)
        {
            return null;
        }

        var words = new StringBuilder();
        foreach (var (offset, what) in first.OrderBy(f => f.Offset))
        {
            words.Append(words.Length > 0 ? "; " : "").Append(Place(text, offset)).Append(what);
        }

        return more > 0 ? words.Append(CultureInfo.InvariantCulture, $" (and {more} more)").ToString() : words.ToString();
    }

    private static string Place(SourceText text, int offset)
    {
        if (offset < 0)
        {
            return "";
        }

        var before = text.Slice(0, Math.Min(offset, text.Length));
        var line = before.Count('\n') + 1;
        var column = before.Length - before.LastIndexOf('\n');
        return string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}: ");
    }
}
