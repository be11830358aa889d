using System.Globalization;

using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>The channel of RSS and RDF: the feed's own fields.</summary>
internal static class RssChannel
{
    public static void Read(MarkupDocument doc, Node channel, FeedHead head)
    {
        // The language decides how dates and items are read, wherever it stands.
        head.Language = Languages.Tag(channel.Child(Vocabulary.None, "language") is { } language ? doc.Text(language, doc.Limits.Field) : null) ?? head.Language;
        foreach (var child in channel.Children)
        {
            if (child.Vocabulary == Vocabulary.None)
            {
                Field(doc, child, head);
            }
            else
            {
                head.Module(child);
            }
        }
    }

    private static void Field(MarkupDocument doc, Node field, FeedHead head)
    {
        switch (field.Name)
        {
            case "title":
                head.Title ??= RssItem.Html(doc, field, doc.Limits.Title);
                break;
            case "description" or "tagline" or "subtitle":
                head.Subtitle ??= RssItem.Html(doc, field, doc.Limits.Content);
                break;
            case "link":
                head.HomeUrl ??= FeedAddress.Resolve(doc.Text(field, doc.Limits.Field) ?? doc.Attribute(field, "href"), FeedAddress.Base(doc.Attribute(field, "xml:base"), head.Base));
                break;
            case "generator":
                head.Generator ??= doc.Text(field, doc.Limits.Field);
                break;
            case "managingeditor" or "author":
                head.Author ??= RssItem.Person(doc, field);
                break;
            case "pubdate" or "lastbuilddate":
                head.UpdatedAt ??= FeedDate.Parse(doc.Text(field, doc.Limits.Field), head.Language);
                break;
            case "image":
                head.Picture ??= field.Child(Vocabulary.None, "url") is { } url
                    ? head.Image(doc.Text(url, doc.Limits.Field), field.Child(Vocabulary.None, "title") is { } title ? doc.Text(title, doc.Limits.Field) : null)
                    : null;
                break;
            case "ttl":
                head.Ttl = Minutes(doc.Text(field, doc.Limits.Field));
                break;
            case "skiphours":
                Hours(doc, field, head);
                break;
            case "skipdays":
                Days(doc, field, head);
                break;
            default:
                break;
        }
    }

    // A month: whoever asks for more means "seldom".
    private const int MostMinutes = 60 * 24 * 30;

    private static TimeSpan? Minutes(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, MostMinutes)) : null;

    // 0 to 23; RSS 0.91 counted to 24.
    private static void Hours(MarkupDocument doc, Node field, FeedHead head)
    {
        foreach (var child in field.Children)
        {
            if (int.TryParse(doc.Text(child, 10), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and <= 24 && !head.SkipHours.Contains(hour % 24))
            {
                head.SkipHours.Add(hour % 24);
            }
        }
    }

    private static void Days(MarkupDocument doc, Node field, FeedHead head)
    {
        foreach (var child in field.Children)
        {
            if (Enum.TryParse<DayOfWeek>(doc.Text(child, 20), ignoreCase: true, out var day) && Enum.IsDefined(day) && !head.SkipDays.Contains(day))
            {
                head.SkipDays.Add(day);
            }
        }
    }
}
