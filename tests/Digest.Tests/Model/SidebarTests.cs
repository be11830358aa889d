using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class SidebarTests
{
    [Theory]
    [InlineData("5 memorable moments from the hearing")]
    [InlineData("How to slide and cancel in the new game")]
    [InlineData("The biggest moments from the third debate")]
    [InlineData("The minister, the police and the protests – podcast")]
    [InlineData("Zombies guide—how to survive the new mode")]
    [InlineData("Our picks for the cast of the film")]
    [InlineData("Explained: what the new model can do")]
    [InlineData("What we know about the crash")]
    [InlineData("The river war at a glance: what we know on day 40")]
    [InlineData("The budget debate is tonight: what to watch")]
    [InlineData("Der Streik auf einen Blick")]
    [InlineData("Is the strike over?")]
    [InlineData("JOAN WRITER: The senate has lost its way")]
    [InlineData("The budget is a gamble | Editorial")]
    [InlineData("Warum der Vertrag wichtig ist")]
    [InlineData("Pourquoi la grève continue")]
    [InlineData("¿Qué se sabe del accidente?")]
    [InlineData("Dlaczego ceny rosną")]
    [InlineData("Что известно о пожаре")]
    [InlineData("Чому зупинили поїзди")]
    [InlineData("Perché il ponte è crollato")]
    [InlineData("Por que a ponte caiu")]
    [InlineData("Waarom de brug dicht is")]
    public void Knows_what_goes_beside_the_news(string title) => Sidebar.Is(title).ShouldBeTrue();

    [Theory]
    [InlineData("5 dead in motorway crash")]
    [InlineData("Ten countries sign fishing treaty")]
    [InlineData("GAZA: Two hospitals out of fuel")]
    [InlineData("Mountain guide dies in avalanche")]
    [InlineData("Whatsapp down for millions")]
    [InlineData("Howard elected chair of the council")]
    [InlineData("Senate opens inquiry into bridge collapse")]
    [InlineData("Warnung vor Sturmflut an der Küste")]
    [InlineData("Comité rejette le budget")]
    [InlineData("Analysts expect rates to fall")]
    [InlineData("Prezydent podpisał ustawę")]
    public void Leaves_the_news_alone(string title) => Sidebar.Is(title).ShouldBeFalse();
}
