using System.Buffers;

namespace Digest.Gather.Parse.Markup;

/// <summary>
/// Text to a tree of elements, in one pass, well formed or not. It follows XML 1.0 where the document does, and where it does not
/// it goes on as a reader would want and notes the fault: there is no second parser for broken feeds that could read differently.
/// No DTD is processed, nothing is fetched; depth and number of elements are bounded.
/// </summary>
internal sealed class MarkupReader
{
    private static readonly SearchValues<char> TagStops = SearchValues.Create("<>\"'");
    private static readonly SearchValues<char> NameStops = SearchValues.Create(" \t\r\n/>=<\"'");

    private const int LongestDeclaration = 64 * 1024;

    private readonly SourceText text;
    private readonly ParseLimits limits;
    private readonly Faults faults;
    private readonly Ends ends;
    private readonly NameTable names = new();
    private readonly Node document;
    private Node current;
    private int depth;
    // Open elements beyond the depth limit: counted so that their end tags close nothing else.
    private int tooDeep;
    private int nodes;
    private int at;
    private bool rootClosed;

    private MarkupReader(SourceText text, ParseLimits limits, Faults faults, Ends ends)
    {
        (this.text, this.limits, this.faults, this.ends) = (text, limits, faults, ends);
        document = current = new Node { Name = "", Vocabulary = Vocabulary.None, TagStart = 0, TagEnd = 0, NameLength = 0, ContentEnd = text.Length };
    }

    /// <summary>A node without name that holds the root, or several where there is junk beside it.</summary>
    public static Node Read(SourceText text, ParseLimits limits, Faults faults, Ends ends)
    {
        var reader = new MarkupReader(text, limits, faults, ends);
        reader.Run();
        return reader.document;
    }

    private void Run()
    {
        while (at < text.Length && nodes < limits.Nodes)
        {
            var open = text.Slice(at).IndexOf('<');
            var end = open < 0 ? text.Length : at + open;
            if (current == document && !text.Slice(at, end - at).IsWhiteSpace())
            {
                faults.Add(at, document.First is null ? "text before the first element" : "text after the last element");
            }

            at = end;
            if (at < text.Length)
            {
                Markup();
            }
        }

        if (nodes >= limits.Nodes)
        {
            faults.Add(at, $"more than {limits.Nodes} elements: the rest was left out");
        }
        else if (current != document || tooDeep > 0)
        {
            faults.Add(text.Length, "the document ends inside <" + Written(current) + ">");
        }

        CloseTo(document, Math.Min(at, text.Length));
    }

    private void Markup()
    {
        var rest = text.Slice(at);
        switch (rest.Length > 1 ? rest[1] : '\0')
        {
            case '/':
                EndTag();
                break;
            case '?':
                Skip(Ends.Mark.Instruction, "a processing instruction that never ends");
                break;
            case '!' when rest.StartsWith("<!--"):
                Skip(Ends.Mark.Comment, "a comment that never ends");
                break;
            case '!' when rest.StartsWith("<![CDATA["):
                CData();
                break;
            case '!':
                Declaration();
                break;
            case var c when char.IsLetter(c) || c is '_' or ':':
                StartTag();
                break;
            default:
                faults.Add(at, "'<' that begins no tag");
                at++;
                break;
        }
    }

    private void Skip(Ends.Mark end, string fault)
    {
        if (end == Ends.Mark.Instruction && document.First is null && at > 0 && text.Slice(at).StartsWith("<?xml ", StringComparison.Ordinal))
        {
            faults.Add(at, "the XML declaration is not at the very beginning");
        }

        if (ends.After(end, at + 2) is >= 0 and var after)
        {
            at = after;
            return;
        }

        // What never ends would swallow the rest of the document: it ends with its line's tag instead.
        faults.Add(at, fault);
        var close = text.IndexOf('>', at);
        at = close < 0 ? text.Length : close + 1;
    }

    private void CData()
    {
        var found = ends.AfterCData(at, out var whole);
        if (!whole)
        {
            faults.Add(at, "a CDATA section that never ends");
        }

        at = found;
    }

    private void Declaration()
    {
        // <!DOCTYPE … [ … ]>: brackets and quotes are only counted, never read.
        var brackets = 0;
        var i = at + 2;
        var last = Math.Min(text.Length, at + LongestDeclaration);
        for (; i < last; i++)
        {
            var c = text[i];
            if (brackets > 0 && c is '"' or '\'' && text.Slice(i + 1, last - i - 1).IndexOf(c) is >= 0 and var close)
            {
                i += close + 1;
            }
            else if (c == '>' && brackets <= 0)
            {
                break;
            }

            brackets += c == '[' ? 1 : c == ']' ? -1 : 0;
        }

        if (i >= last)
        {
            faults.Add(at, "a declaration that never ends");
            i = at + 1;
        }

        at = i + 1;
    }

    private void StartTag()
    {
        var name = Name(at + 1);
        var end = at + 1 + name.Length;
        var whole = end < text.Length && text[end] == '>';
        end = whole ? end + 1 : TagEnd(text.Span, end, out whole);
        if (!whole)
        {
            faults.Add(at, $"the tag <{Short(name)}> is not closed");
        }

        var empty = end - 2 > at && text[end - 1] == '>' && text[end - 2] == '/';
        var tag = text.Slice(at, end - at);
        if (depth >= limits.Depth)
        {
            faults.Add(at, $"nested deeper than {limits.Depth}");
            tooDeep += empty ? 0 : 1;
            at = end;
            return;
        }

        Close(name);
        if (tag.Length > name.Length + 8 && tag.Contains("xmlns", StringComparison.Ordinal))
        {
            Declare(name, at, end);
        }

        Open(name, end, empty);
    }

    private void Open(ReadOnlySpan<char> name, int end, bool empty)
    {
        var (local, vocabulary) = names.Resolve(name, out var declared);
        if (!declared)
        {
            faults.Add(at, $"the prefix of <{Short(name)}> is not declared");
        }

        if (current == document && rootClosed)
        {
            faults.Add(at, "an element after the end of the document");
        }

        var node = new Node { Name = local, Vocabulary = vocabulary, TagStart = at, TagEnd = end, NameLength = name.Length, ContentEnd = end, Parent = current };
        current.Append(node);
        nodes++;
        at = end;
        if (empty)
        {
            names.Leave(depth);
            rootClosed |= current == document;
            return;
        }

        current = node;
        depth++;
    }

    /// <summary>The place after a tag's '&gt;'. Quotes count only where they can be attribute values.</summary>
    public static int TagEnd(ReadOnlySpan<char> text, int from, out bool whole)
    {
        whole = true;
        for (var i = from; ;)
        {
            var stop = text[i..].IndexOfAny(TagStops);
            if (stop < 0)
            {
                whole = false;
                return text.Length;
            }

            i += stop;
            switch (text[i])
            {
                case '>':
                    return i + 1;
                case '<':
                    whole = false;
                    return i;
                default:
                    i = AfterQuote(text, i, from);
                    break;
            }
        }
    }

    private static int AfterQuote(ReadOnlySpan<char> text, int quote, int from)
    {
        var before = quote - 1;
        while (before > from && char.IsWhiteSpace(text[before]))
        {
            before--;
        }

        if (text[before] != '=')
        {
            return quote + 1;
        }

        var close = text[(quote + 1)..].IndexOf(text[quote]) is >= 0 and var found ? quote + 1 + found : -1;
        // A value with a line break and a tag in it is a quote that was never closed.
        return close < 0 || text[quote..close] is var value && value.Contains('<') && value.Contains('>') && value.Contains('\n')
            ? quote + 1
            : close + 1;
    }

    // A root's default namespace is the format's own, whatever its address: publishers invent them, or copy another's.
    private void Declare(ReadOnlySpan<char> element, int start, int end)
    {
        foreach (var attribute in new Attributes(text.Slice(start, end - start)))
        {
            if (attribute.Name is "xmlns")
            {
                var vocabulary = Vocabularies.OfUri(attribute.Value);
                var isOurs = element.Equals("rss", StringComparison.OrdinalIgnoreCase) || element.Equals("channel", StringComparison.OrdinalIgnoreCase)
                    || (vocabulary == Vocabulary.Other && element.Equals("feed", StringComparison.OrdinalIgnoreCase));
                names.Declare("", isOurs ? Vocabulary.None : vocabulary, depth + 1);
            }
            else if (attribute.Name.StartsWith("xmlns:", StringComparison.Ordinal))
            {
                names.Declare(attribute.Name[6..], Vocabularies.OfUri(attribute.Value), depth + 1);
            }
        }
    }

    // An item inside an item, or a field inside a title, means that an end tag is missing.
    private void Close(ReadOnlySpan<char> name)
    {
        if (name is "item" or "entry")
        {
            for (var open = current; open != document; open = open.Parent!)
            {
                if (WrittenSpan(open).SequenceEqual(name))
                {
                    faults.Add(at, $"<{name}> inside <{name}>");
                    CloseTo(open.Parent!, at);
                    return;
                }
            }
        }
        else if (IsShort(WrittenSpan(current)) && IsField(name))
        {
            faults.Add(at, $"<{Written(current)}> is not closed");
            CloseTo(current.Parent!, at);
        }
    }

    private static bool IsShort(ReadOnlySpan<char> open) => open is "title" or "link" or "guid" or "pubDate";

    private static bool IsField(ReadOnlySpan<char> name) =>
        name is "title" or "link" or "description" or "guid" or "pubDate" or "author" or "category" or "comments" or "enclosure" or "content:encoded" or "dc:creator";

    private void EndTag()
    {
        var start = at;
        // Nearly every end tag is the open element's, to the letter.
        if (tooDeep == 0 && current != document && IsEndOf(current))
        {
            at += current.NameLength + 3;
            CloseTo(current.Parent!, start);
            return;
        }

        var name = Name(at + 2);
        var end = text.IndexOf('>', at);
        at = end < 0 ? text.Length : end + 1;
        if (end < 0)
        {
            faults.Add(start, $"the document ends inside </{Short(name)}>");
        }

        if (tooDeep > 0)
        {
            tooDeep--;
            return;
        }

        for (var open = current; open != document; open = open.Parent!)
        {
            var written = WrittenSpan(open);
            var isSame = written.SequenceEqual(name);
            if (isSame || written.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                if (open != current || !isSame)
                {
                    faults.Add(start, $"</{Short(name)}> closes <{Written(current)}>");
                }

                CloseTo(open.Parent!, start);
                return;
            }
        }

        faults.Add(start, $"</{Short(name)}> closes nothing");
    }

    private bool IsEndOf(Node open)
    {
        var end = at + 2 + open.NameLength;
        return end < text.Length && text[end] == '>' && text.Slice(at + 2, open.NameLength).SequenceEqual(WrittenSpan(open));
    }

    private void CloseTo(Node parent, int end)
    {
        while (current != parent)
        {
            current.ContentEnd = end;
            current = current.Parent!;
            depth--;
            rootClosed |= current == document;
        }

        names.Leave(depth);
    }

    private ReadOnlySpan<char> Name(int from)
    {
        var rest = text.Slice(from);
        var end = rest.IndexOfAny(NameStops);
        return end < 0 ? rest : rest[..end];
    }

    private ReadOnlySpan<char> WrittenSpan(Node node) => text.Slice(node.TagStart + (node.NameLength > 0 ? 1 : 0), node.NameLength);

    private string Written(Node node) => Short(WrittenSpan(node));

    private static string Short(ReadOnlySpan<char> name) => name.Length > 40 ? string.Concat(name[..40], "…") : name.ToString();
}
