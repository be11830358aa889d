namespace Digest.Model;

/// <summary>
/// A topic below one of the 17, by its IPTC code (https://iptc.org/standards/media-topics/, CC BY 4.0): the second level, and below it
/// the sports and arts that titles have sections for. Key is a stable English slug.
/// </summary>
public sealed record Subtopic(string Code, string Key, Topic Parent, string Name)
{
    public static readonly IReadOnlyList<Subtopic> All = Read(
        """
        arts: 20000005 movies, 20000018 music, 20000029 theater, 20000013 literature, 20000051 television, 20000031 visual arts, 20000011 fashion, 20000043 library and museum
        conflict: 20000053 act of terror, 20000056 armed conflict, 20000065 civil unrest, 20000070 coup d'etat, 20000073 peace process
        crime: 20000099 homicide, 20000086 cyber crime, 20000097 fraud, 20000093 corruption, 20000095 drug related crimes, 20000106 judiciary, 20000129 law enforcement
        disaster: 20000143 transportation accident and incident, 20000153 earthquake, 20000154 flood, 20000150 fire, 20001202 wildfire
        economy: 20000346 macro economics, 20000385 market and exchange, 20000274 banking, 20001279 cryptocurrency, 20000256 energy and resource, 20000296 automotive, 20000295 aerospace, 20000241 real estate, 20000252 retail, 20000210 agriculture
        education: 20000400 school, 20000405 college and university
        environment: 20000418 climate change, 20000420 conservation, 20000424 environmental pollution, 20000436 renewable energy, 20000441 nature
        health: 20000447 cancer, 20000448 communicable disease, 20000458 mental health, 20000462 hospital, 20000477 vaccines, 20000465 diet
        human-interest: 20000506 royalty, 20000505 celebrity, 20000500 animal
        labour: 20000536 unions, 20000531 retirement, 20000533 unemployment
        lifestyle: 20000563 travel and tourism, 20000568 food and drink enthusiasm, 20000548 video game, 20001257 gardening, 20000570 house and home
        politics: 20000574 election, 20000638 international relations, 20000620 taxation, 20000587 fundamental rights
        religion: 20000659 Christianity, 20000677 Islam, 20000679 Judaism, 20000676 Hinduism, 20000658 Buddhism
        science: 20001298 artificial intelligence, 20000739 space exploration, 20000718 astronomy, 20000719 biology, 20000763 information technology and computer science, 20000742 social sciences
        society: 20000771 immigration, 20000775 discrimination, 20000780 family, 20000817 welfare
        sport: 20001065 soccer, 20000823 American football, 20000851 basketball, 20000849 baseball, 20000965 ice hockey, 20001085 tennis, 20000888 cricket, 20001176 rugby, 20000940 golf, 20000991 motor car racing, 20000892 cycling, 20000856 boxing, 20001157 martial arts, 20000827 track and field, 20001056 skiing, 20001071 swimming, 20001089 volleyball, 20000958 handball, 20000960 horse racing, 20001177 Olympic Games
        weather: 20001128 weather forecast, 20001131 weather warning
        """);

    private static readonly Dictionary<string, Subtopic> ByCode = All.ToDictionary(t => t.Code);

    public static Subtopic? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var subtopic) ? subtopic : null;

    private static List<Subtopic> Read(string text) =>
    [
        .. from line in text.Split('\n')
           let parts = line.Split(": ", 2)
           let parent = Topic.All.Single(t => t.Key == parts[0])
           from entry in parts[1].Split(", ")
           let name = entry[9..]
           select new Subtopic(entry[..8], name.ToLowerInvariant().Replace(' ', '-').Replace("'", "", StringComparison.Ordinal), parent, name),
    ];
}
