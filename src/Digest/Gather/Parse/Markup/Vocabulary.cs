namespace Digest.Gather.Parse.Markup;

/// <summary>The vocabularies feeds are written in. None is RSS itself (any version, any default namespace of an rss document).</summary>
internal enum Vocabulary : byte
{
    None, Other, Atom, Rdf, Content, DublinCore, Media, Itunes, Syndication, Xhtml, Feedburner, Prism, Podcast, GooglePlay, Wfw, Xml, Svg, Pheedo, Schema,
}

/// <summary>Namespace names and usual prefixes to vocabularies. Publishers vary case, slash and scheme, so all three are ignored.</summary>
internal static class Vocabularies
{
    private static readonly Dictionary<string, Vocabulary> ByUri = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Vocabulary.None,
        ["backend.userland.com/rss"] = Vocabulary.None,
        ["backend.userland.com/rss2"] = Vocabulary.None,
        ["blogs.law.harvard.edu/tech/rss"] = Vocabulary.None,
        ["cyber.law.harvard.edu/rss"] = Vocabulary.None,
        ["cyber.law.harvard.edu/rss/rss.html"] = Vocabulary.None,
        ["my.netscape.com/rdf/simple/0.9"] = Vocabulary.None,
        ["channel.netscape.com/rdf/simple/0.9"] = Vocabulary.None,
        ["my.netscape.com/publish/formats/rss-0.9.dtd"] = Vocabulary.None,
        ["purl.org/net/rss1.1#"] = Vocabulary.None,
        ["purl.org/rss/1.0"] = Vocabulary.None,
        ["purl.org/atom/ns#"] = Vocabulary.Atom,
        ["www.w3.org/2005/atom"] = Vocabulary.Atom,
        ["example.com/necho"] = Vocabulary.Atom,
        ["example.com/newformat#"] = Vocabulary.Atom,
        ["purl.org/pie"] = Vocabulary.Atom,
        ["purl.org/echo"] = Vocabulary.Atom,
        ["uri/of/echo/namespace#"] = Vocabulary.Atom,
        ["www.w3.org/1999/02/22-rdf-syntax-ns#"] = Vocabulary.Rdf,
        ["purl.org/rss/1.0/modules/content"] = Vocabulary.Content,
        ["purl.org/dc/elements/1.1"] = Vocabulary.DublinCore,
        ["purl.org/dc/elements/1.0"] = Vocabulary.DublinCore,
        ["purl.org/dc/terms"] = Vocabulary.DublinCore,
        ["search.yahoo.com/mrss"] = Vocabulary.Media,
        ["video.search.yahoo.com/mrss"] = Vocabulary.Media,
        ["www.rssboard.org/media-rss"] = Vocabulary.Media,
        ["tools.search.yahoo.com/mrss"] = Vocabulary.Media,
        ["www.itunes.com/dtds/podcast-1.0.dtd"] = Vocabulary.Itunes,
        ["example.com/dtds/podcast-1.0.dtd"] = Vocabulary.Itunes,
        ["purl.org/rss/1.0/modules/syndication"] = Vocabulary.Syndication,
        ["www.w3.org/1999/xhtml"] = Vocabulary.Xhtml,
        ["rssnamespace.org/feedburner/ext/1.0"] = Vocabulary.Feedburner,
        ["prismstandard.org/namespaces/1.2/basic"] = Vocabulary.Prism,
        ["prismstandard.org/namespaces/basic/2.0"] = Vocabulary.Prism,
        ["podcastindex.org/namespace/1.0"] = Vocabulary.Podcast,
        ["www.google.com/schemas/play-podcasts/1.0"] = Vocabulary.GooglePlay,
        ["wellformedweb.org/commentapi"] = Vocabulary.Wfw,
        ["www.pheedo.com/namespace/pheedo"] = Vocabulary.Pheedo,
        ["schema.org"] = Vocabulary.Schema,
        ["www.w3.org/2000/svg"] = Vocabulary.Svg,
        ["www.w3.org/xml/1998/namespace"] = Vocabulary.Xml,
    };

    private static readonly Dictionary<string, Vocabulary>.AlternateLookup<ReadOnlySpan<char>> Uris = ByUri.GetAlternateLookup<ReadOnlySpan<char>>();

    public static Vocabulary OfUri(ReadOnlySpan<char> uri)
    {
        uri = uri.Trim();
        var scheme = uri.IndexOf("://");
        uri = (scheme < 0 ? uri : uri[(scheme + 3)..]).TrimEnd('/');
        return Uris.TryGetValue(uri, out var known) ? known : Vocabulary.Other;
    }

    /// <summary>What an undeclared prefix is taken to mean: what everyone else means by it.</summary>
    public static Vocabulary OfPrefix(ReadOnlySpan<char> prefix) => prefix switch
    {
        "atom" or "atom10" or "a10" or "atom03" => Vocabulary.Atom,
        "rss" => Vocabulary.None,
        "rdf" => Vocabulary.Rdf,
        "content" => Vocabulary.Content,
        "dc" or "dcterms" => Vocabulary.DublinCore,
        "media" => Vocabulary.Media,
        "itunes" => Vocabulary.Itunes,
        "sy" or "syn" => Vocabulary.Syndication,
        "xhtml" or "html" => Vocabulary.Xhtml,
        "feedburner" => Vocabulary.Feedburner,
        "prism" => Vocabulary.Prism,
        "podcast" => Vocabulary.Podcast,
        "googleplay" => Vocabulary.GooglePlay,
        "wfw" => Vocabulary.Wfw,
        "pheedo" => Vocabulary.Pheedo,
        "schema" => Vocabulary.Schema,
        "xml" => Vocabulary.Xml,
        _ => Vocabulary.Other,
    };
}
