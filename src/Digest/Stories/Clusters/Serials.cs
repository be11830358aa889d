using Digest.Stories.Text;

namespace Digest.Stories.Clusters;

/// <summary>
/// The numbers that tell one of a series from the next: those behind a word that counts (day 621, episode 4, magnitude 5.1). Another
/// number behind the same word is another event. Numbers of people and things are not among them: a toll rises, and it is the same event.
/// </summary>
internal static class Serials
{
    private static readonly HashSet<uint> Counters =
    [
        .. Of("en", "day week part episode season chapter round volume vol edition magnitude gameweek matchday stage level puzzle no nr number issue"),
        .. Of("de", "tag woche teil folge staffel kapitel runde spieltag etappe ausgabe stärke nr"),
        .. Of("fr", "jour semaine partie épisode saison chapitre manche journée étape numéro magnitude"),
        .. Of("es", "día semana parte episodio temporada capítulo jornada etapa edición magnitud número"),
        .. Of("it", "giorno settimana parte puntata episodio stagione capitolo giornata tappa edizione magnitudo numero"),
        .. Of("pt", "dia semana parte episódio temporada capítulo rodada etapa edição magnitude número"),
        .. Of("pl", "dzień doba tydzień część odcinek sezon rozdział kolejka runda etap magnituda nr"),
        .. Of("nl", "dag week deel aflevering seizoen hoofdstuk ronde speelronde etappe magnitude nummer"),
        .. Of("ru", "день сутки неделя часть серия сезон глава тур выпуск этап магнитуда"),
        .. Of("uk", "день доба тиждень частина серія сезон розділ тур випуск етап магнітуда"),
    ];

    /// <summary>True for the hash of a word that counts.</summary>
    public static bool Count(uint word) => Counters.Contains(word);

    /// <summary>True where two titles count by the same word and agree on no number.</summary>
    public static bool Differ(Serial[] one, Serial[] other)
    {
        foreach (var a in one)
        {
            var (met, same) = (false, false);
            foreach (var b in other)
            {
                met |= a.Word == b.Word;
                same |= a == b;
            }

            if (met && !same)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<uint> Of(string language, string words)
    {
        foreach (var word in words.Split(' '))
        {
            var letters = Fold.Word(word).ToCharArray();
            yield return WordHash.Of(WordHash.Of(WordHash.Seed, language), letters.AsSpan(0, Stemmer.Cut(letters, language)));
        }
    }
}

/// <summary>A number of a title and the word before it, both as hashes.</summary>
internal readonly record struct Serial(uint Word, uint Number);
