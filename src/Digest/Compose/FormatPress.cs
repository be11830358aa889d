using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;

using Digest.Templates;

namespace Digest.Compose;

/// <summary>
/// One format of an edition's issues. The template is cut up once (<see cref="Shell"/>); that putting the pieces together gives what rendering it
/// whole gives is checked on the first issues and on samples after. Where it does not, or the template cannot be cut, issues are rendered
/// whole: slower, and never wrong.
/// </summary>
internal sealed class FormatPress(string template, EditionPress press, TemplateSet templates, ILogger log)
{
    private const int CheckedFirst = 4;
    private const int MostWords = 4096;

    private readonly bool _markup = template.EndsWith(".html", StringComparison.Ordinal);
    private readonly ConcurrentDictionary<(string Key, bool IsFirst), Block> _sections = new();
    private readonly Kept<(HolePiece Hole, string Value), byte[]> _words = new(
        MostWords, w => QuotedPrintable.Encode(Own(w.Hole, w.Value, template.EndsWith(".html", StringComparison.Ordinal))));
    private readonly Lock _cutting = new();
    private EncodedShell? _encoded;
    private bool _whole;
    private long _printed;

    /// <summary>Octets of the decoded part.</summary>
    public int Size(IssueContent content)
    {
        if (Cut(content) is not { } shell)
        {
            return Encoding.UTF8.GetByteCount(_markup ? Tidy.Html(Whole(content)) : Whole(content));
        }

        var size = shell.Size;
        foreach (var own in content.Own.Values)
        {
            size += Encoding.UTF8.GetByteCount(own);
        }

        foreach (var section in content.Sections)
        {
            size += Section(shell, section).Size;
            for (var i = 0; i < section.Stories.Count; i++)
            {
                size += Story(shell, section.Stories[i]).SizeWith(content.Own);
            }
        }

        return size;
    }

    /// <summary>Writes an issue, encoded.</summary>
    public void Write(IssueContent content, OctetWriter into)
    {
        if (Cut(content) is not { } shell || !Holds(shell, content))
        {
            QuotedPrintable.Encode(_markup ? Tidy.Html(Whole(content)) : Whole(content), into);
            return;
        }

        var filled = new Filled();
        Put(into, shell.Head, content, ref filled);
        for (var i = 0; i < content.Sections.Count; i++)
        {
            var section = content.Sections[i];
            Put(into, i == 0 ? EncodedText.Empty : shell.BetweenSections, content, ref filled);
            Put(into, Section(shell, section).Encoded, content, ref filled);
            Put(into, shell.AfterHeading, content, ref filled);
            for (var j = 0; j < section.Stories.Count; j++)
            {
                Put(into, j == 0 ? EncodedText.Empty : shell.BetweenStories, content, ref filled);
                Put(into, Story(shell, section.Stories[j]).Encoded, content, ref filled);
            }
        }

        Put(into, shell.Tail, content, ref filled);
    }

    /// <summary>The issue as the template gives it when rendered for this reader alone.</summary>
    public string Whole(IssueContent content) => templates.Render(
        template, press.View([.. content.Sections.Select(s => Own(press.View(s), content))], name => Value(content.Own[name], _markup)), press.Words.Name, press.Zone);

    private SectionView Own(SectionView section, IssueContent content) => section.Stories.Any(s => s.HasFeedback)
        ? section with { Stories = [.. section.Stories.Select(s => s.HasFeedback ? s with { Feedback = Value(content.Own["feedback"], _markup) } : s)] }
        : section;

    private EncodedShell? Cut(IssueContent content)
    {
        if (_encoded is not null || _whole)
        {
            return _encoded;
        }

        lock (_cutting)
        {
            if (_encoded is null && !_whole)
            {
                _encoded = Find(content);
                _whole = _encoded is null;
            }

            return _encoded;
        }
    }

    private EncodedShell? Find(IssueContent content)
    {
        var story = content.Lead.View;
        List<SectionView> probe = [Section(isFirst: true), Section(isFirst: false)];
        try
        {
            var pieces = templates.Cut(template, press.View(probe, name => new Hole(name)), press.Words.Name, press.Zone);
            if (Shell.Find(pieces, probe) is { } shell)
            {
                return new EncodedShell(shell, _markup);
            }

            log.LogWarning("{Template} is not one loop of blocks: every issue is rendered whole, which is slower", template);
        }
        catch (TemplateException e)
        {
            log.LogWarning("{Template} cannot be shared ({Fault}): every issue is rendered whole, which is slower", template, e.Fault);
        }

        return null;

        // Copies, since the places are told apart by reference.
        SectionView Section(bool isFirst) => new("top", "", isFirst, [story with { IsFirst = isFirst }, story with { IsFirst = isFirst }]);
    }

    // On the first issues, and then on ever fewer: what is put together must be what the template says.
    private bool Holds(EncodedShell shell, IssueContent content)
    {
        var n = Interlocked.Increment(ref _printed);
        if (n > CheckedFirst && !(long.IsPow2(n) && long.Log2(n) % 4 == 0))
        {
            return true;
        }

        if (Together(shell, content) == Whole(content))
        {
            return true;
        }

        log.LogWarning("{Template} does more with its sections than write their blocks: every issue is rendered whole, which is slower", template);
        _whole = true;
        _encoded = null;
        return false;
    }

    private string Together(EncodedShell shell, IssueContent content)
    {
        var text = new StringBuilder();
        Put(shell.Shell.Head);
        for (var i = 0; i < content.Sections.Count; i++)
        {
            var section = content.Sections[i];
            Put(i == 0 ? [] : shell.Shell.BetweenSections);
            Put(Section(shell, section).Pieces);
            Put(shell.Shell.AfterHeading);
            for (var j = 0; j < section.Stories.Count; j++)
            {
                Put(j == 0 ? [] : shell.Shell.BetweenStories);
                Put(Story(shell, section.Stories[j]).Pieces);
            }
        }

        Put(shell.Shell.Tail);
        return text.ToString();

        void Put(IReadOnlyList<Piece> pieces)
        {
            foreach (var piece in pieces)
            {
                text.Append(piece is HolePiece hole ? Own(hole, content.Own[hole.Name], _markup) : ((TextPiece)piece).Text);
            }
        }
    }

    private void Put(OctetWriter into, EncodedText text, IssueContent content, ref Filled filled)
    {
        var rest = text.Octets;
        foreach (ref readonly var stretch in text.Stretches)
        {
            into.Write(rest[..stretch.Length]);
            rest = rest[stretch.Length..];
            if (stretch.Hole is { } hole && !filled.Again(hole, into))
            {
                var at = into.Length;
                Fill(into, hole, content.Own[hole.Name]);
                filled.Add(hole, at, into.Length - at);
            }
        }
    }

    private void Fill(OctetWriter into, HolePiece hole, string value)
    {
        if (value.Contains(' ', StringComparison.Ordinal))
        {
            // What has blanks is words, the same for many readers; what has none is a link, theirs alone.
            into.Write(_words.Get((hole, value)));
        }
        else
        {
            QuotedPrintable.Encode(Own(hole, value, _markup), into);
        }
    }

    private static string Own(HolePiece hole, string value, bool markup) => !markup
        ? Escape.Text(Value(value, markup))
        : Escape.Markup(hole.IsAddress ? Escape.Address(value) : value);

    // Plain text is laid out before it is put in, since a template can only write what is the reader's own.
    private static string Value(string value, bool markup) => markup ? value : WordWrap.Lines(value, 72, "");

    private Block Story(EncodedShell shell, PlacedStory story) => _markup
        ? story.Html ??= RenderBlock(shell.Shell.StoryBlock, story.View)
        : story.Text ??= RenderBlock(shell.Shell.StoryBlock, story.View);

    private Block Section(EncodedShell shell, SectionContent section) => _sections.GetOrAdd(
        (section.Key, section.IsFirst), static (_, a) => a.Press.RenderBlock(a.Shell.Shell.SectionBlock, a.View.View(a.Section)), (Press: this, Shell: shell, View: press, Section: section));

    private Block RenderBlock(string path, object value)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return new Block(templates.Cut(path, new Dictionary<string, object> { [name] = value }, press.Words.Name, press.Zone), _markup);
    }

    /// <summary>Where the reader's values stand in a mail already: a link beneath every story is escaped and encoded once, and copied then.</summary>
    private struct Filled
    {
        private Places _places;
        private int _count;

        public readonly bool Again(HolePiece hole, OctetWriter into)
        {
            for (var i = 0; i < _count; i++)
            {
                var (known, at, octets) = _places[i];
                if (known.IsAddress == hole.IsAddress && known.Name == hole.Name)
                {
                    into.Again(at, octets);
                    return true;
                }
            }

            return false;
        }

        public void Add(HolePiece hole, int at, int octets)
        {
            if (_count < Places.Most)
            {
                _places[_count++] = (hole, at, octets);
            }
        }

        [InlineArray(Most)]
        private struct Places
        {
            public const int Most = 16;

            private (HolePiece Hole, int At, int Octets) _first;
        }
    }
}
