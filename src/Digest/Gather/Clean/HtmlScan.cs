using System.Buffers;

using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Clean;

/// <summary>
/// One pass over markup that keeps what a reader would see. Not a browser's parser: it never builds a tree, and where markup is
/// broken it errs towards text. Its output is plain text and is escaped wherever it is shown.
/// </summary>
internal ref struct HtmlScan
{
    private readonly ReadOnlySpan<char> html;
    private readonly int longest;
    private char[] buffer;
    private int length;
    private int at;
    private Gap gap;
    // False once a comment was found that never ends: none after it does.
    private bool commentsEnd = true;
    // How often an element was looked for whose end is missing: each time costs a walk to the end.
    private int unclosed;

    private const int MostUnclosed = 8;

    private enum Gap { None, Blank, Line, Paragraph }

    public HtmlScan(ReadOnlySpan<char> html, int longest)
    {
        this.html = html;
        this.longest = longest;
        buffer = ArrayPool<char>.Shared.Rent(Math.Min(html.Length, longest + 256) + 16);
    }

    /// <summary>Keeps captions, buttons and the like: for titles and names, where all is meant.</summary>
    public bool KeepAll { get; init; }

    public string Run()
    {
        while (at < html.Length && length < longest)
        {
            var rest = html[at..];
            var open = rest.IndexOf('<');
            Text(open < 0 ? rest : rest[..open]);
            at += open < 0 ? rest.Length : open;
            if (at < html.Length)
            {
                Tag();
            }
        }

        var text = new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return text;
    }

    private void Text(ReadOnlySpan<char> run)
    {
        // Most runs are words with single blanks between them: they are copied whole.
        var odd = run.IndexOfAny(Special);
        var plain = odd < 0 ? run : run[..odd];
        var start = 0;
        if (!plain.IsEmpty && !plain.Contains("  ", StringComparison.Ordinal))
        {
            PutPlain(plain);
            start = plain.Length;
        }

        for (var i = start; i < run.Length && length < longest;)
        {
            var c = run[i];
            if (c == '&')
            {
                i += Reference(run[i..]);
            }
            else
            {
                Put(c);
                i++;
            }
        }
    }

    private void PutPlain(ReadOnlySpan<char> plain)
    {
        if (plain[0] == ' ')
        {
            gap = gap == Gap.None ? Gap.Blank : gap;
        }

        var words = plain.Trim(' ');
        if (words.IsEmpty)
        {
            return;
        }

        PutVisible(words[0]);
        words = words[1..Math.Max(1, Math.Min(words.Length, longest - length + 1))];
        while (length + words.Length + 2 >= buffer.Length)
        {
            Grow();
        }

        words.CopyTo(buffer.AsSpan(length));
        length += words.Length;
        gap = plain[^1] == ' ' ? Gap.Blank : Gap.None;
    }

    private int Reference(ReadOnlySpan<char> text)
    {
        if (CharacterReference.Read(text, out var taken, out var value) != CharacterReference.Kind.None)
        {
            if (!value.IsEmpty)
            {
                Put(value.First);
                if (value.Second != '\0')
                {
                    Put(value.Second);
                }
            }

            return taken;
        }

        // HTML allows its oldest names without the semicolon, and old feeds use it.
        foreach (var (name, meant) in Unfinished)
        {
            if (text[1..].StartsWith(name) && (text.Length == name.Length + 1 || !char.IsAsciiLetterOrDigit(text[name.Length + 1])))
            {
                Put(meant);
                return name.Length + 1;
            }
        }

        Put('&');
        return 1;
    }

    // What is not simply copied: references, odd blanks, invisible characters.
    private static readonly SearchValues<char> Special = SearchValues.Create(['&', .. Enumerable.Range(0, 0x10000).Select(c => (char)c).Where(c => c != ' ' && (HtmlText.IsBlank(c) || HtmlText.IsInvisible(c)))]);

    private static readonly SearchValues<char> NameEnds = SearchValues.Create(" \t\r\n/>");

    private static readonly (string Name, char Meant)[] Unfinished = [("nbsp", ' '), ("amp", '&'), ("quot", '"'), ("lt", '<'), ("gt", '>'), ("copy", '©'), ("reg", '®')];

    private void Put(char c)
    {
        if (c is > ' ' and < '\u007F')
        {
            PutVisible(c);
        }
        else if (HtmlText.IsBlank(c))
        {
            gap = gap == Gap.None ? Gap.Blank : gap;
        }
        else if (!HtmlText.IsInvisible(c))
        {
            PutVisible(c);
        }
    }

    private void PutVisible(char c)
    {
        if (length + 2 >= buffer.Length)
        {
            Grow();
        }

        if (gap != Gap.None)
        {
            if (length > 0)
            {
                buffer[length++] = gap == Gap.Paragraph ? '\n' : ' ';
            }

            gap = Gap.None;
        }

        buffer[length++] = c;
    }

    private void Grow()
    {
        var larger = ArrayPool<char>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(buffer);
        buffer = larger;
    }

    private void Tag()
    {
        var rest = html[at..];
        if (rest.StartsWith("<!--"))
        {
            // One that never ends would hide the rest: it ends with its own bracket.
            var proper = commentsEnd ? rest.IndexOf("-->") : -1;
            commentsEnd = proper >= 0;
            var close = commentsEnd ? proper + 3 : rest.IndexOf('>') + 1;
            at = close <= 0 ? html.Length : at + close;
            return;
        }

        if (rest.StartsWith("<![CDATA["))
        {
            at += "<![CDATA[".Length;
            return;
        }

        var isEnd = rest.Length > 1 && rest[1] == '/';
        var from = isEnd ? 2 : 1;
        if (rest.Length <= from || !(char.IsAsciiLetter(rest[from]) || rest[from] is '!' or '?'))
        {
            Put('<');
            at++;
            return;
        }

        var end = TagEnd(rest);
        if (end < 0)
        {
            // A tag cut off by the publisher's excerpt: nothing readable follows.
            at = html.Length;
            return;
        }

        at += end;
        Element(rest[from..end], isEnd, rest[..end]);
    }

    private static int TagEnd(ReadOnlySpan<char> rest)
    {
        for (var i = 1; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case '>':
                    return i + 1;
                case '"' or '\'' when rest[i - 1] == '=':
                    var close = rest[(i + 1)..].IndexOf(rest[i]);
                    i = close < 0 ? i : i + 1 + close;
                    break;
                default:
                    break;
            }
        }

        return -1;
    }

    private void Element(ReadOnlySpan<char> tag, bool isEnd, ReadOnlySpan<char> whole)
    {
        var stop = tag.IndexOfAny(NameEnds);
        Span<char> name = stackalloc char[12];
        var written = stop < 0 ? tag : tag[..stop];
        if (written.Length > name.Length)
        {
            return;
        }

        written.ToLowerInvariant(name);
        name = name[..written.Length];
        switch (HtmlElements.Of(name))
        {
            case HtmlElements.Kind.Block:
                gap = Gap.Paragraph;
                break;
            case HtmlElements.Kind.Line:
                gap = gap is Gap.Line ? Gap.Paragraph : gap is Gap.Paragraph ? gap : Gap.Line;
                break;
            case HtmlElements.Kind.Cell:
                gap = gap == Gap.None ? Gap.Blank : gap;
                break;
            case HtmlElements.Kind.Unseen when !isEnd && !whole.EndsWith("/>"):
                SkipPast(name);
                break;
            case HtmlElements.Kind.Aside when !isEnd && !KeepAll && !whole.EndsWith("/>"):
                gap = Gap.Paragraph;
                SkipPast(name);
                return;
            default:
                break;
        }

        if (!isEnd && !KeepAll && whole.Length > name.Length + 2 && HtmlElements.IsHidden(whole, name) && !whole.EndsWith("/>"))
        {
            SkipPast(name);
        }
    }

    // To the end tag that matches, counting the same element inside; to the end of all where there is none but for what may stay open.
    private void SkipPast(scoped ReadOnlySpan<char> name)
    {
        var open = 1;
        if (unclosed > MostUnclosed)
        {
            return;
        }

        for (var i = at; i < html.Length;)
        {
            var next = html[i..].IndexOf('<');
            if (next < 0)
            {
                break;
            }

            i += next + 1;
            var isEnd = i < html.Length && html[i] == '/';
            var from = isEnd ? i + 1 : i;
            if (html.Length - from < name.Length || !html.Slice(from, name.Length).Equals(name, StringComparison.OrdinalIgnoreCase)
                || (html.Length > from + name.Length && char.IsAsciiLetterOrDigit(html[from + name.Length])))
            {
                continue;
            }

            open += isEnd ? -1 : HtmlElements.IsRaw(name) ? 0 : 1;
            if (open == 0)
            {
                var close = html[i..].IndexOf('>');
                at = close < 0 ? html.Length : i + close + 1;
                return;
            }
        }

        unclosed++;
        // Never closed. Code swallows the rest, as in a browser; an aside only its own tag.
        at = HtmlElements.IsRaw(name) ? html.Length : at;
    }
}
