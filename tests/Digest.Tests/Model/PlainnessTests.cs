using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class PlainnessTests
{
    [Theory]
    [InlineData("Council votes to close the harbour bridge")]
    [InlineData("'Beacon' satellite lost contact over the pole, agency says")]
    [InlineData("Freedonia's premier resigns amid inquiry into ferry contracts")]
    [InlineData("Ministers don't rule out a second vote, Marlow's aide says")]
    [InlineData("NATO and UNESCO sign accord on ISLE harbours")]
    [InlineData("Blasts rock the port as fire destroys two schools")]
    [InlineData("Lorry slams into a school bus near Norhaven")]
    [InlineData("Rząd przyjął budżet na przyszły rok")]
    public void Costs_nothing_where_it_says_what_happened(string headline) => Plainness.Cost(headline).ShouldBe(0);

    [Theory]
    [InlineData("'Harbour horror': Marlow corners rival over ferry")]
    [InlineData("‘We won’t go’: islanders rally around the keeper")]
    [InlineData("“Nobody told us”: families wait for the ferry")]
    [InlineData("Keeper's tribunal? These are the scenarios for the island")]
    [InlineData("Poll: who WINS the harbour debate")]
    [InlineData("Ferry outage: passengers lose it over free tickets")]
    [InlineData("Marlow slams the harbour board over fares")]
    [InlineData("The ferry has sunk. This is what the inquiry will look at")]
    [InlineData("The keeper's red boots")]
    [InlineData("Keeper says he was told 'never to light the lamp again' by the board")]
    [InlineData("Islanders who came to the harbour by the first ferry of the day tell of a night that none of them will forget and of the long wait")]
    public void Costs_where_it_quotes_asks_shouts_quarrels_teases_labels_or_goes_on(string headline) => Plainness.Cost(headline).ShouldBeGreaterThan(0);
}
