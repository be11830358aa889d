using Digest.Links;
using Digest.Model;
using Digest.Templates;

namespace Digest.Compose;

/// <summary>What a mail says to one reader, in words of their language.</summary>
internal sealed class ReaderWords(SiteOptions site, SiteLinks links)
{
    private const int ShortestPreheader = 40;
    private const int LongestPreheader = 110;
    private const int MostKept = 4096;

    private readonly Kept<Reason, string> _reasons = new(MostKept, r => Why(r, site.Name));
    private readonly Kept<(Locale Words, int Stories), string> _summaries = new(MostKept, k => k.Words.Find("mail.stories", k.Stories) ?? "");
    private readonly Kept<(Locale Words, string Line, bool Also), string> _preheaders = new(MostKept, k => Preheader(k.Words, k.Line, k.Also));

    /// <summary>The values of the holes of an issue; 0 is the id of one that is only looked at.</summary>
    public Dictionary<string, string> Own(EditionPress press, IReadOnlyList<SectionContent> sections, Subscriber reader, long issueId)
    {
        var own = new Dictionary<string, string>(8, StringComparer.Ordinal)
        {
            ["subject"] = press.Subject(sections[0].Stories[0]),
            ["preheader"] = Preheader(press, sections),
            ["summary"] = _summaries.Get((press.Words, sections.Sum(s => s.Stories.Count))),
            ["preferences"] = links.Preferences(reader.Id),
            ["pause"] = links.Pause(reader.Id),
            ["unsubscribe"] = links.Unsubscribe(reader.Id),
            ["why"] = Why(press.Words, reader),
        };
        if (reader.Feedback)
        {
            own["feedback"] = links.Feedback(issueId);
        }

        return own;
    }

    /// <summary>Why a reader gets this: since they subscribed, to what, and when it comes.</summary>
    public string Why(Locale words, Subscriber reader) =>
        _reasons.Get(new Reason(words, reader.Hour, reader.Frequency, reader.WeekDay, reader.Topics.Count == 0 ? "" : string.Join(' ', reader.Topics)));

    private static string Why(Reason reason, string site)
    {
        var words = reason.Words;
        var topics = reason.Topics.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => words.Find("topics." + Topic.Find(t)?.Key)).OfType<string>().ToList();
        return words.Find("mail.because", site, Rhythm(words, reason.Hour, reason.Frequency, reason.WeekDay)) + " "
            + (topics.Count == 0 ? words.Find("mail.no_topics") : words.Find("mail.your_topics", string.Join(", ", topics)));
    }

    /// <summary>Monday to Friday at 07:00.</summary>
    public static string Rhythm(Locale words, Subscriber reader) => Rhythm(words, reader.Hour, reader.Frequency, reader.WeekDay);

    private static string Rhythm(Locale words, int hour, Frequency frequency, DayOfWeek day)
    {
        var time = new TimeOnly(hour, 0).ToString(words.Find("formats.time") ?? "HH:mm", words.Culture);
        return words.Find("mail." + frequency.ToString().ToLowerInvariant(), time, words.Culture.DateTimeFormat.GetDayName(day)) ?? "";
    }

    /// <summary>What an inbox shows after the subject: the next titles, since the subject says the first; 40 to 110 characters where there are words enough.</summary>
    private string Preheader(EditionPress press, IReadOnlyList<SectionContent> sections)
    {
        var also = "";
        for (var i = 0; i < sections.Count && also.Length < ShortestPreheader; i++)
        {
            var stories = sections[i].Stories;
            for (var j = i == 0 ? 1 : 0; j < stories.Count && also.Length < ShortestPreheader; j++)
            {
                also = also.Length == 0 ? stories[j].View.Title : $"{also} · {stories[j].View.Title}";
            }
        }

        return _preheaders.Get((press.Words, also.Length > 0 ? also : sections[0].Stories[0].View.Teaser, also.Length > 0));
    }

    private static string Preheader(Locale words, string line, bool also) => Cut.AtWord(Escape.Line(also ? words.Find("mail.also_today", line)! : line), LongestPreheader);

    /// <summary>What the words depend on: the same for many readers.</summary>
    private readonly record struct Reason(Locale Words, int Hour, Frequency Frequency, DayOfWeek WeekDay, string Topics);
}
