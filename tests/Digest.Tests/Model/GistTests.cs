using Digest.Model;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class GistTests
{
    [Fact]
    public void Shares_what_most_titles_say()
    {
        var gist = Of("Elections called in Ruritania", "Ruritania calls election for May", "Ruritanian election in May");

        gist.Share("Ruritania: elections").ShouldBe(1);
        gist.Share("Ruritanian painter dies").ShouldBe(1 / 3.0, 0.001);
        gist.Share("Painter dies").ShouldBe(0);
    }

    [Fact]
    public void A_name_alone_tells_less_than_what_happened()
    {
        var gist = Of("Ruritanian chancellor Marlow resigns", "Chancellor Marlow resigns in Ruritania", "Marlow resigns as chancellor");

        gist.Share("The Marlow Enigma").ShouldBe(0.5, 0.001);
        gist.Telling("The Marlow Enigma").ShouldBe(0.25, 0.001);
        gist.Telling("Chancellor Marlow resigns").ShouldBe(0.6, 0.001);
        gist.Telling("").ShouldBe(0);
    }

    [Fact]
    public void Reads_the_word_behind_an_elided_article()
    {
        var gist = Of("L'élection en Ruritanie", "Ruritanie : élections d’avril", "Élection ruritanienne");

        gist.Share("L’élection").ShouldBe(1);
        gist.Share("Minister's elections").ShouldBe(0);
        Of("Minister's fall", "Ministers fall", "Ministerial fall").Share("the minister’s").ShouldBe(1);
    }

    [Fact]
    public void Counts_a_title_once_however_often_it_writes()
    {
        var gist = new Gist([Headlines.An(1, "Harbour fire"), Headlines.An(1, "Harbour fire again"), Headlines.An(2, "Harbour closed"), Headlines.An(3, "Docks closed")]);

        gist.Share("harbour").ShouldBe(0.5);
        gist.Share("again").ShouldBe(0);
    }

    [Fact]
    public void Says_nothing_of_two_titles() => Of("Harbour fire", "Harbour fire").Share("Harbour fire").ShouldBe(0);

    private static Gist Of(params string[] titles) => new(titles.Select((t, i) => Headlines.An(i + 1, t)));
}
