
namespace Digest.Gather.Parse.Markup;

/// <summary>A document's tree and the texts in it, read on demand. Every text is bounded by the length its caller asks for.</summary>
internal sealed class MarkupDocument
{
    private const string CDataOpen = "<![CDATA[";
    private const string CDataClose = "]]>";
    private const int MostTags = 8;
    private const int LongestTag = 2000;
    private const int Following = 600;
    private readonly SourceText text;
    private readonly Ends ends;
    private readonly List<(int Name, int Length, int Value, int ValueLength)> attributes = [];
    private Node? attributesOf;
    private char[] scratch = [];

    public MarkupDocument(SourceText text, ParseLimits limits, Faults faults)
    {
        this.text = text;
        Limits = limits;
        Faults = faults;
        ends = new(text);
        Top = MarkupReader.Read(text, limits, Faults, ends);
    }

    public ParseLimits Limits { get; }
    public Faults Faults { get; }
    public Node Top { get; }

    public string? DescribeFaults() => Faults.Describe(text);

    /// <summary>An attribute's value, trimmed, by its name without prefix; null where it is missing or empty.</summary>
    public string? Attribute(Node node, string name)
    {
        // Most tags are <title>: nothing follows the name.
        if (node.TagEnd - node.TagStart <= node.NameLength + 3)
        {
            return null;
        }

        foreach (var (start, length, value, valueLength) in Attributes(node))
        {
            var written = text.Slice(start, length);
            var matches = written.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (written.Length > name.Length && written[^(name.Length + 1)] == ':' && name != "xmlns"
                    && written.EndsWith(name, StringComparison.OrdinalIgnoreCase));
            if (matches)
            {
                return Value(text.Slice(value, valueLength), value);
            }
        }

        return null;
    }

    // An adapter asks for four attributes of a link and five of a picture, one after the other: the tag is walked once.
    private List<(int Name, int Length, int Value, int ValueLength)> Attributes(Node node)
    {
        if (attributesOf != node)
        {
            attributesOf = node;
            attributes.Clear();
            foreach (var attribute in new Attributes(text.Slice(node.TagStart, node.TagEnd - node.TagStart)))
            {
                attributes.Add((node.TagStart + attribute.NameAt, attribute.Name.Length, node.TagStart + attribute.At, attribute.Value.Length));
            }
        }

        return attributes;
    }

    private string? Value(ReadOnlySpan<char> value, int at)
    {
        value = value.Trim();
        value = value[..Math.Min(value.Length, Limits.Field * 2)];
        return value.IsEmpty ? null : value.Contains('&') ? Decode(value, at).Trim() : value.ToString();
    }

    /// <summary>An element's text, references replaced and tags dropped, trimmed; null where it is empty.</summary>
    public string? Text(Node node, int longest) => Content(node, longest, keepTags: false);

    /// <summary>
    /// An element's content as markup: escaped markup and CDATA are unwrapped; where tags stand unescaped (XHTML, or a writer who
    /// forgot), the source itself is the markup.
    /// </summary>
    public string? Html(Node node, int longest) => Content(node, longest, keepTags: true);

    public bool IsBlank(Node node) => Raw(node, out _).IsEmpty;

    /// <summary>This HTML tag wherever it stands in an element's content, escaped or not, each with some of what follows up to the next; at most eight.</summary>
    public List<string> Tags(Node node, string name)
    {
        var found = new List<string>();
        var raw = Raw(node, out var start);
        for (var at = 0; found.Count < MostTags && Tag(raw, name, ref at, out var isEscaped);)
        {
            var end = at + name.Length + 4;
            end = Tag(raw, name, ref end, out _) ? end : raw.Length;
            // Past its own end only what may be its caption: to decode more costs more than the rest of the item.
            var close = Math.Max(0, raw[at..end].IndexOf(isEscaped ? "&gt;" : ">"));
            var piece = raw[at..Math.Min(end, at + Math.Min(close, LongestTag - Following) + Following)];
            var last = piece.IndexOf("/figcaption", StringComparison.OrdinalIgnoreCase);
            last = last >= 0 || close >= piece.Length ? last : piece[close..].IndexOf(isEscaped ? "&lt;" : "<") is >= 0 and var next ? close + next : -1;
            piece = last < 0 ? piece : piece[..Math.Min(piece.Length, last + "/figcaption".Length)];
            found.Add(isEscaped ? Decode(piece, start + at) : piece.ToString());
            at = end;
        }

        return found;
    }

    private static bool Tag(ReadOnlySpan<char> raw, string name, ref int at, out bool isEscaped)
    {
        isEscaped = false;
        for (; at < raw.Length; at++)
        {
            var next = raw[at..].IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (next < 0)
            {
                break;
            }

            at += next;
            isEscaped = raw[..at].EndsWith("&lt;");
            if (isEscaped || (at > 0 && raw[at - 1] == '<'))
            {
                at -= isEscaped ? 4 : 1;
                return true;
            }
        }

        at = raw.Length;
        return false;
    }

    /// <summary>Notes what is wrong with an element's references without reading it.</summary>
    public void Check(Node node)
    {
        var raw = Raw(node, out var start);
        Check(raw, start);
    }

    private void Check(ReadOnlySpan<char> raw, int start)
    {
        for (var at = raw.StartsWith(CDataOpen) ? -1 : raw.IndexOf('&'); at >= 0;)
        {
            var rest = raw[at..];
            // Nearly all are these three.
            var length = rest.StartsWith("&lt;") || rest.StartsWith("&gt;") ? 4 : rest.StartsWith("&quot;") ? 6 : 0;
            if (length == 0)
            {
                Note(CharacterReference.Read(rest, out length, out _), start + at, rest);
            }

            var next = raw[(at + length)..].IndexOf('&');
            at = next < 0 ? -1 : at + length + next;
        }
    }

    /// <summary>An element's content that is markup by its type, whether it holds a tag or only text: the source as it stands.</summary>
    public string? Xhtml(Node node, int longest)
    {
        var raw = Raw(node, out var start);
        return raw.IsEmpty ? null : raw.Length > longest || raw.StartsWith(CDataOpen) ? Html(node, longest) : Unescaped(raw, node, start);
    }

    private string? Content(Node node, int longest, bool keepTags)
    {
        var raw = Raw(node, out var start);
        if (raw.IsEmpty)
        {
            return null;
        }

        if (raw.Length > longest)
        {
            Faults.Add(start, $"<{node.Name}> is longer than {longest} characters: cut");
            raw = Cut(raw, longest);
        }

        if (WholeCData(raw) is { IsEmpty: false } inside)
        {
            inside = inside.Trim();
            return inside.IsEmpty ? null : inside.ToString();
        }

        var isPlain = !raw.Contains('<');
        if (isPlain && !raw.Contains('&'))
        {
            return raw.ToString();
        }

        var value = isPlain ? Decode(raw, start)
            : keepTags && node.First is not null && !raw.Contains("&lt;/", StringComparison.Ordinal) ? Unescaped(raw, node, start)
            : Pieces(raw, start, keepTags);
        value = value.Trim();
        return value.Length == 0 ? null : value;
    }

    private ReadOnlySpan<char> Raw(Node node, out int start)
    {
        var raw = text.Slice(node.TagEnd, Math.Max(0, node.ContentEnd - node.TagEnd));
        var trimmed = raw.TrimStart();
        start = node.TagEnd + raw.Length - trimmed.Length;
        return trimmed.TrimEnd();
    }

    // Never between the halves of a surrogate pair or inside a tag or reference: a cut field is still one field.
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> raw, int longest)
    {
        var cut = raw[..longest];
        if (cut.StartsWith(CDataOpen))
        {
            return char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
        }

        var open = cut.LastIndexOfAny('<', '&');
        return open > longest - 200 && open > 0 ? cut[..open] : char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
    }

    private static ReadOnlySpan<char> WholeCData(ReadOnlySpan<char> raw)
    {
        if (!raw.StartsWith(CDataOpen) || !raw.EndsWith(CDataClose))
        {
            return default;
        }

        var inside = raw[CDataOpen.Length..^CDataClose.Length];
        return inside.IndexOf(CDataClose) < 0 ? inside : default;
    }

    private string Decode(ReadOnlySpan<char> raw, int start)
    {
        var target = Scratch(raw.Length);
        return new(target[..Decode(raw, target, start)]);
    }

    private string Pieces(ReadOnlySpan<char> raw, int start, bool keepTags)
    {
        var target = Scratch(raw.Length);
        var written = 0;
        var lastClose = raw.LastIndexOf('>');
        for (var i = 0; i < raw.Length;)
        {
            var open = raw[i..].IndexOf('<');
            var end = open < 0 ? raw.Length : i + open;
            written += Decode(raw[i..end], target[written..], start + i);
            i = end;
            if (i > lastClose)
            {
                // No tag can end any more: the rest is text.
                written += Decode(raw[i..], target[written..], start + i);
                break;
            }

            written += Tag(raw, ref i, target[written..], start, keepTags);
        }

        return new(target[..written]);
    }

    private int Tag(ReadOnlySpan<char> raw, ref int i, Span<char> target, int start, bool keepTags)
    {
        var rest = raw[i..];
        if (rest.StartsWith(CDataOpen))
        {
            var end = Math.Min(ends.AfterCData(start + i, out var whole) - start, raw.Length);
            var inside = raw[(i + CDataOpen.Length)..(whole && end - CDataClose.Length >= i + CDataOpen.Length && raw[..end].EndsWith(CDataClose) ? end - CDataClose.Length : end)];
            inside.CopyTo(target);
            i = end;
            return inside.Length;
        }

        var isTag = rest.Length > 1 && (char.IsLetter(rest[1]) || rest[1] is '/' or '!' or '?');
        var close = rest.StartsWith("<!--") ? ends.Next(Ends.Mark.Comment, start + i) - start - i + 2 : rest.IndexOf('>');
        var isWhole = isTag && close > 1 && close < rest.Length;
        if (isWhole && !keepTags)
        {
            i += close + 1;
            return 0;
        }

        var taken = isWhole ? rest[..(close + 1)] : rest[..1];
        taken.CopyTo(target);
        i += taken.Length;
        return taken.Length;
    }

    // The source as it stands, but CDATA unwrapped and the prefix of <xhtml:p> taken off: HTML knows neither.
    private string Unescaped(ReadOnlySpan<char> raw, Node node, int start)
    {
        Check(raw, start);
        var value = raw.ToString();
        if (value.Contains(CDataOpen, StringComparison.Ordinal))
        {
            value = value.Replace(CDataOpen, "", StringComparison.Ordinal).Replace(CDataClose, "", StringComparison.Ordinal);
        }

        var colon = node.First is null ? -1 : text.Slice(node.First.TagStart + 1, node.First.NameLength).IndexOf(':');
        if (colon <= 0)
        {
            return value;
        }

        var prefix = text.Slice(node.First!.TagStart + 1, colon + 1).ToString();
        return value.Replace("<" + prefix, "<", StringComparison.Ordinal).Replace("</" + prefix, "</", StringComparison.Ordinal);
    }

    private Span<char> Scratch(int length)
    {
        if (scratch.Length < length)
        {
            scratch = new char[Math.Max(length, 8192)];
        }

        return scratch;
    }

    // No reference is shorter than what it stands for, so the target never has to be longer than the source.
    private int Decode(ReadOnlySpan<char> raw, Span<char> target, int start)
    {
        var written = 0;
        for (var i = 0; i < raw.Length;)
        {
            var amp = raw[i..].IndexOf('&');
            var end = amp < 0 ? raw.Length : i + amp;
            raw[i..end].CopyTo(target[written..]);
            written += end - i;
            i = end;
            if (i < raw.Length)
            {
                Note(CharacterReference.Read(raw[i..], out var length, out var value), start + i, raw[i..]);
                written += value.CopyTo(target[written..]);
                i += length;
            }
        }

        return written;
    }

    private void Note(CharacterReference.Kind kind, int at, ReadOnlySpan<char> rest)
    {
        switch (kind)
        {
            case CharacterReference.Kind.None:
                Faults.Add(at, "an ampersand that begins no reference");
                break;
            case CharacterReference.Kind.Html:
                Faults.Add(at, $"{rest[..(rest.IndexOf(';') + 1)]} is HTML's, not declared here");
                break;
            case CharacterReference.Kind.BadNumber:
                Faults.Add(at, "a number that stands for no character");
                break;
            default:
                break;
        }
    }
}
