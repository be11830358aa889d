namespace Digest.Gather.Clean;

/// <summary>The few lines under a headline: the article's own first sentences, without what publishing systems add.</summary>
public static class Teaser
{
    // A summary shorter than this says too little where the full content is at hand.
    internal const int Enough = 80;

    /// <summary>Plain text, paragraphs joined by a line feed; empty where nothing readable is given.</summary>
    /// <param name="summary">Markup, or null.</param>
    /// <param name="content">Markup, or null.</param>
    /// <param name="title">The article's title: a first paragraph that only repeats it is left out.</param>
    /// <param name="length">Length aimed at, in characters.</param>
    public static string Of(string? summary, string? content, string title, int length)
    {
        var first = summary is null ? "" : FromHtml(summary, title, length);
        if (content is null || first.Length >= Enough)
        {
            return first;
        }

        var second = FromHtml(content, title, length);
        return second.Length > first.Length ? second : first;
    }

    public static string FromHtml(string html, string title, int length)
    {
        // Some more than is shown: boilerplate may stand before and after the text.
        var text = HtmlText.Paragraphs(html, length * 4);
        if (LooksEscapedTwice(text))
        {
            text = HtmlText.Paragraphs(text, length * 4);
        }

        var paragraphs = Boilerplate.Strip(text, title);
        return SentenceCut.At(paragraphs, length);
    }

    // &amp;lt;p&amp;gt;: some systems escape once too often, and readers then see tags.
    private static bool LooksEscapedTwice(string text)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal);
        if (open < 0 || (open > 0 && !text.Contains("</", StringComparison.Ordinal)))
        {
            return false;
        }

        var rest = text.AsSpan(open);
        return rest.StartsWith("<p>") || rest.StartsWith("<p ") || rest.StartsWith("<div") || rest.StartsWith("<br") || rest.StartsWith("<a ") || rest.StartsWith("<img ") || rest.StartsWith("<span")
            || rest.StartsWith("<strong>") || rest.StartsWith("<em>") || rest.StartsWith("<b>") || rest.StartsWith("<i>") || rest.StartsWith("<ul>") || rest.StartsWith("<figure") || rest.StartsWith("<!--");
    }
}
