using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Parse;

/// <summary>Who may read an article, as feeds say it.</summary>
public sealed class AccessTests
{
    [Theory]
    [InlineData(Access.Locked, """<schema:isAccessibleForFree xmlns:schema="https://schema.org/">False</schema:isAccessibleForFree>""")]
    [InlineData(Access.Locked, "<schema:isAccessibleForFree>http://schema.org/False</schema:isAccessibleForFree>")]
    [InlineData(Access.Free, """<s:isAccessibleForFree xmlns:s="http://schema.org">true</s:isAccessibleForFree>""")]
    [InlineData(Access.Locked, """<dct:accessRights xmlns:dct="http://purl.org/dc/terms/">subscription</dct:accessRights>""")]
    [InlineData(Access.Free, "<dcterms:accessRights>http://purl.org/coar/access_right/c_abf2</dcterms:accessRights>")]
    [InlineData(Access.Free, "<dc:accessRights>Open Access</dc:accessRights>")]
    [InlineData(Access.Metered, "<dc:accessRights>registration</dc:accessRights>")]
    [InlineData(Access.Locked, "<category>Politics</category><category>Subscriber-only</category>")]
    [InlineData(Access.Locked, "<category>Réservé aux abonnés</category>")]
    [InlineData(Access.Locked, "<title>[Subscribers only] Harbour reopens</title>")]
    [InlineData(null, "<title>(Some) subscribers only get half</title><category>Premium</category><category>Free</category>")]
    [InlineData(null, "<dc:accessRights>All rights reserved by the Gazette</dc:accessRights>")]
    [InlineData(null, "<dc:rights>free</dc:rights><isAccessibleForFree>true</isAccessibleForFree>")]
    public void Reads_what_a_feed_says_and_guesses_nothing(Access? access, string fields) => FeedFixture.Item(fields).Access.ShouldBe(access);

    [Fact]
    public void Reads_it_of_an_Atom_entry_too() => FeedFixture.Text(
        """
        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:dcterms="http://purl.org/dc/terms/"><title>T</title>
        <entry><id>urn:a</id><title>A</title><dcterms:accessRights>restricted</dcterms:accessRights></entry><entry><id>urn:b</id><title>B</title></entry></feed>
        """).Items.Select(i => i.Access).ShouldBe([Access.Locked, null]);
}
