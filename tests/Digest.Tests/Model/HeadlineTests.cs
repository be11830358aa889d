using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class HeadlineTests
{
    [Theory]
    [InlineData("Bridge closed - CNET", "CNET", "Bridge closed")]
    [InlineData("Bridge closed | World | The Guardian", "The Guardian", "Bridge closed")]
    [InlineData("Bridge closed – Daily Herald", "dailyherald.com", "Bridge closed")]
    [InlineData("Bridge closed - BBC News", "BBC", "Bridge closed")]
    [InlineData("Bridge closed - Reuters", "Some collection", "Bridge closed")]
    [InlineData("Bridge closed - courier-herald.co.uk", "Some collection", "Bridge closed")]
    [InlineData("Brücke gesperrt - DER SPIEGEL", "Spiegel", "Brücke gesperrt")]
    [InlineData("Le pont est fermé - Le Monde", "Le Monde", "Le pont est fermé")]
    [InlineData("Most zamknięty — Gazeta.pl", "Gazeta.pl", "Most zamknięty")]
    [InlineData("Мост закрыт - ТАСС", "Новости", "Мост закрыт")]
    public void Drops_the_publisher_behind_a_headline(string title, string source, string shown) => Headline.Clean(title, source).ShouldBe(shown);

    [Theory]
    [InlineData("BREAKING: Bridge closed", "Bridge closed")]
    [InlineData("WATCH: Bridge falls into river", "Bridge falls into river")]
    [InlineData("EXCLUSIVE - Mayor knew of the cracks", "Mayor knew of the cracks")]
    [InlineData("EXCLUSIVE: WATCH: Mayor flees reporters", "Mayor flees reporters")]
    [InlineData("Live updates: Bridge closed for months", "Bridge closed for months")]
    [InlineData("[VIDEO] Bridge falls into river", "Bridge falls into river")]
    [InlineData("Eilmeldung: Brücke gesperrt", "Brücke gesperrt")]
    [InlineData("EN DIRECT : le pont est fermé", "le pont est fermé")]
    [InlineData("VIDÉO. Le pont s'effondre", "Le pont s'effondre")]
    [InlineData("Última hora: cerrado el puente", "cerrado el puente")]
    [InlineData("Ultim'ora: chiuso il ponte", "chiuso il ponte")]
    [InlineData("Ao vivo: ponte fechada", "ponte fechada")]
    [InlineData("Pilne: most zamknięty", "most zamknięty")]
    [InlineData("Exclusief: brug dicht", "brug dicht")]
    [InlineData("Терміново: міст закрито", "міст закрито")]
    [InlineData("Срочно! Мост закрыт", "Мост закрыт")]
    public void Drops_the_barker_in_front_of_a_headline(string title, string shown) => Headline.Clean(title, "Herald").ShouldBe(shown);

    [Theory]
    [InlineData("Rovers 2 - 1 United")]
    [InlineData("Bridge closed - what we know")]
    [InlineData("Watch:")]
    [InlineData("Watch: Flood")]
    [InlineData("Watch the skies: meteors tonight")]
    [InlineData("Video games sell less")]
    [InlineData("Live Aid, forty years on")]
    [InlineData("Exclusive club opens its doors")]
    [InlineData("Breaking Bad: the house is for sale")]
    [InlineData("Update available for your phone")]
    [InlineData("Direct flights to the moon")]
    [InlineData("The reporter who worked for Reuters")]
    [InlineData("Bank run - the return of an old fear")]
    [InlineData("Herald")]
    public void Leaves_a_headline_as_it_is(string title) => Headline.Clean(title, "Herald").ShouldBe(title);
}
