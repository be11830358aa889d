using System.Net;

namespace Digest.Gather.Opml;

/// <summary>A tag as met: its name, its attributes (names in lower case), and whether it opens, closes, or both.</summary>
internal sealed record Tag(string Name, IReadOnlyDictionary<string, string> Attributes, bool Closes, bool Empty);

/// <summary>
/// Reads the tags of an OPML file, well-formed or not: most lists that people pass round hold bare ampersands, and many a quote
/// or a '&lt;' inside a title. Nothing is nested here and no entity is ever defined, so nothing can grow.
/// </summary>
internal sealed class OutlineScanner(string text)
{
    private int _at;

    /// <summary>Text between the last tag and the next.</summary>
    public string Text { get; private set; } = "";

    public Tag? Next()
    {
        var from = _at;
        while (_at < text.Length)
        {
            var open = text.IndexOf('<', _at);
            if (open < 0)
            {
                break;
            }

            if (SkipSpecial(open))
            {
                continue;
            }

            if (open + 1 < text.Length && (char.IsAsciiLetter(text[open + 1]) || text[open + 1] == '/'))
            {
                Text = WebUtility.HtmlDecode(text[from..open]).Trim();
                return ReadTag(open + 1);
            }

            _at = open + 1;
        }

        _at = text.Length;
        return null;
    }

    private bool SkipSpecial(int open)
    {
        foreach (var (begin, end) in (ReadOnlySpan<(string, string)>)[("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")])
        {
            if (string.CompareOrdinal(text, open, begin, 0, begin.Length) == 0)
            {
                var close = text.IndexOf(end, open + begin.Length, StringComparison.Ordinal);
                _at = close < 0 ? text.Length : close + end.Length;
                return true;
            }
        }

        return false;
    }

    private Tag ReadTag(int start)
    {
        _at = start;
        var closes = text[_at] == '/';
        if (closes)
        {
            _at++;
        }

        var name = ReadName();
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (true)
        {
            SkipBlanks();
            if (_at >= text.Length || text[_at] == '<')
            {
                return new(name, attributes, closes, false);
            }

            if (text[_at] == '>' || (text[_at] == '/' && _at + 1 < text.Length && text[_at + 1] == '>'))
            {
                var empty = text[_at] == '/';
                _at += empty ? 2 : 1;
                return new(name, attributes, closes, empty);
            }

            ReadAttribute(attributes);
        }
    }

    private void ReadAttribute(Dictionary<string, string> attributes)
    {
        var name = ReadName();
        if (name.Length == 0)
        {
            _at++;
            return;
        }

        SkipBlanks();
        if (_at >= text.Length || text[_at] != '=')
        {
            return;
        }

        _at++;
        SkipBlanks();
        attributes.TryAdd(name, WebUtility.HtmlDecode(ReadValue()).Trim());
    }

    private string ReadValue()
    {
        if (_at >= text.Length)
        {
            return "";
        }

        var quote = text[_at];
        if (quote is not ('"' or '\''))
        {
            var start = _at;
            while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] != '>')
            {
                _at++;
            }

            return text[start.._at];
        }

        var from = ++_at;
        var end = ClosingQuote(quote, from);
        _at = Math.Min(end + 1, text.Length);
        return text[from..end];
    }

    // A quote ends the value only where a tag can go on after it, and not inside a tag that stands in the value itself:
    // title="The "Best" of", description="at <a href="https://example.org/">Example</a>".
    private int ClosingQuote(char quote, int from)
    {
        for (var end = text.IndexOf(quote, from); end >= 0; end = text.IndexOf(quote, end + 1))
        {
            var next = end + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
            {
                next++;
            }

            if (InInnerTag(from, end))
            {
                continue;
            }

            if (next >= text.Length || text[next] is '>' or '/' or '?' || BeginsAttribute(next))
            {
                return end;
            }
        }

        return text.Length;
    }

    private bool InInnerTag(int from, int at)
    {
        var value = text.AsSpan(from, at - from);
        var open = value.LastIndexOf('<');
        return open > value.LastIndexOf('>') && open + 1 < value.Length && char.IsAsciiLetter(value[open + 1]) && value[open..].Contains('=');
    }

    private bool BeginsAttribute(int at)
    {
        var start = at;
        while (at < text.Length && IsNamePart(text[at]))
        {
            at++;
        }

        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at > start && at < text.Length && text[at] == '=';
    }

    private string ReadName()
    {
        var start = _at;
        while (_at < text.Length && IsNamePart(text[_at]))
        {
            _at++;
        }

        return text[start.._at].ToLowerInvariant();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is ':' or '_' or '-' or '.';
}
