namespace Digest.Gather.Clean;

/// <summary>Cuts text at the end of a sentence; at a word, with an ellipsis, where no sentence ends in time.</summary>
public static class SentenceCut
{
    // What is left must be worth reading, and a sentence slightly too long is better than half of it.
    private const double Least = 0.4;
    private const double Most = 1.3;

    /// <summary>Paragraphs joined by a line feed, about <paramref name="length"/> characters, never more than 1.3 times that.</summary>
    public static string At(IEnumerable<string> paragraphs, int length)
    {
        // Most teasers are one paragraph, which is then not copied.
        var text = "";
        foreach (var paragraph in paragraphs)
        {
            var room = length - text.Length;
            if (text.Length > 0 && (room < 40 || text.Length > length * 0.7 || IsDateline(paragraph)))
            {
                break;
            }

            var cut = paragraph.Length <= room ? paragraph : Shorten(paragraph, room, text.Length > 0);
            if (cut.Length == 0)
            {
                break;
            }

            text = text.Length == 0 ? cut : string.Concat(text, "\n", cut);
            if (cut.Length < paragraph.Length)
            {
                break;
            }
        }

        return text;
    }

    private static bool IsDateline(string paragraph) => paragraph.Length < 3;

    // After other paragraphs, half a sentence adds nothing.
    private static string Shorten(string text, int room, bool isContinuation)
    {
        var last = LastEnd(text, room);
        if (last >= room * (isContinuation ? 0.2 : Least))
        {
            return text[..last];
        }

        if (isContinuation)
        {
            return "";
        }

        var next = FirstEnd(text, room, (int)(room * Most));
        if (next > 0)
        {
            return text[..next];
        }

        return last > 60 ? text[..last] : AtWord(text, room);
    }

    private static string AtWord(string text, int room)
    {
        var blank = text.AsSpan(0, room).LastIndexOfAny(' ', '\u3000');
        var end = blank > room / 2 ? blank : room;
        if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(" ,;:-–—(\"'“‘"), "…");
    }

    private static int LastEnd(string text, int before)
    {
        for (var i = Math.Min(before, text.Length) - 1; i > 0; i--)
        {
            if (EndsAt(text, i, out var after) && after <= before)
            {
                return after;
            }
        }

        return 0;
    }

    private static int FirstEnd(string text, int from, int before)
    {
        for (var i = from; i < Math.Min(before, text.Length); i++)
        {
            if (EndsAt(text, i, out var after))
            {
                return after <= before ? after : 0;
            }
        }

        return text.Length <= before ? text.Length : 0;
    }

    private static bool EndsAt(string text, int i, out int after)
    {
        after = i + 1;
        switch (text[i])
        {
            case '。' or '！' or '？' or '।' or '۔' or '؟':
                after = AfterQuotes(text, after);
                return true;
            case '.' or '!' or '?' or '…':
                after = AfterQuotes(text, after);
                return (after == text.Length || text[after] == ' ') && !(text[i] == '.' && IsAbbreviation(text, i)) && StartsSentence(text, after);
            default:
                return false;
        }
    }

    private static int AfterQuotes(string text, int after)
    {
        while (after < text.Length && text[after] is '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '」' or '』' or '“')
        {
            after++;
        }

        return after;
    }

    private static bool StartsSentence(string text, int after)
    {
        for (var i = after; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]))
            {
                return !char.IsLower(text[i]);
            }
        }

        return true;
    }

    // "U.S. troops", "Mr. Smith", "No. 3", "J. Doe": a full stop that ends no sentence.
    private static bool IsAbbreviation(string text, int stop)
    {
        var start = stop;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] == '.'))
        {
            start--;
        }

        var word = text.AsSpan(start, stop - start);
        if (stop + 1 >= text.Length)
        {
            return false;
        }

        return (word.Length == 1 && char.IsUpper(word[0])) || word.Contains('.') || Abbreviations.Contains(word.ToString());
    }

    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Capt", "Rev", "Hon", "Jr", "Sr", "vs", "No", "Nr", "Inc", "Ltd", "Co", "Corp", "Jan", "Feb", "Mar", "Apr",
        "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "ca", "bzw", "ggf", "evtl", "Mio", "Mrd", "Tsd", "Art", "Abs", "Hr", "Fr", "Sra", "Dra", "Mme", "Mlle", "approx", "dept", "Ave", "Blvd", "Rd", "Mt", "Ft", "op",
    };
}
