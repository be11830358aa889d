using Digest.Links;
using Digest.Model;
using Digest.Templates;

namespace Digest.Compose;

/// <summary>What a mail says to one reader, in words of their language.</summary>
internal sealed class ReaderWords(SiteOptions site, SiteLinks links)
{
    private const int ShortestPreheader = 40;
    private const int LongestPreheader = 110;

    /// <summary>The values of the holes of an issue; 0 is the id of one that is only looked at.</summary>
    public Dictionary<string, string> Own(EditionPress press, IReadOnlyList<SectionContent> sections, Subscriber reader, long issueId)
    {
        var places = sections.SelectMany(s => s.Stories).ToList();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["subject"] = press.Subject(places[0]),
            ["preheader"] = Preheader(press, places),
            ["summary"] = press.Words.Find("mail.stories", places.Count) ?? "",
            ["preferences"] = links.Preferences(reader.Id),
            ["pause"] = links.Pause(reader.Id),
            ["unsubscribe"] = links.Unsubscribe(reader.Id),
            ["why"] = Why(press.Words, reader),
            ["feedback"] = links.Feedback(issueId),
        };
    }

    /// <summary>Why a reader gets this: since they subscribed, to what, and when it comes.</summary>
    public string Why(Locale words, Subscriber reader)
    {
        var topics = reader.Topics.Select(t => words.Find("topics." + Topic.Find(t)?.Key)).OfType<string>().ToList();
        return words.Find("mail.because", site.Name, Rhythm(words, reader)) + " "
            + (topics.Count == 0 ? words.Find("mail.no_topics") : words.Find("mail.your_topics", string.Join(", ", topics)));
    }

    /// <summary>Monday to Friday at 07:00.</summary>
    public static string Rhythm(Locale words, Subscriber reader)
    {
        var hour = new TimeOnly(reader.Hour, 0).ToString(words.Find("formats.time") ?? "HH:mm", words.Culture);
        return words.Find("mail." + reader.Frequency.ToString().ToLowerInvariant(), hour, words.Culture.DateTimeFormat.GetDayName(reader.WeekDay)) ?? "";
    }

    /// <summary>What an inbox shows after the subject: the next titles, since the subject says the first; 40 to 110 characters where there are words enough.</summary>
    private static string Preheader(EditionPress press, List<StoryPlace> places)
    {
        var also = "";
        foreach (var place in places.Skip(1))
        {
            also += (also.Length == 0 ? "" : " · ") + press.View(place).Title;
            if (also.Length >= ShortestPreheader)
            {
                break;
            }
        }

        var line = also.Length > 0 ? press.Words.Find("mail.also_today", also)! : press.View(places[0]).Teaser;
        return Cut.AtWord(Escape.Line(line), LongestPreheader);
    }
}
