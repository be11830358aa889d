namespace Digest.Tests.Stories.Clusters;

/// <summary>Headlines of an invented day, no two of one event.</summary>
internal static class Day
{
    public static readonly IReadOnlyList<string> Headlines =
    [
        "Parliament votes on pension bill after all-night session", "Minister resigns over lobbying letter", "Storm warning for the western islands",
        "Tech firm Novalux recalls its first phone", "Rovers beat United to reach cup semi-final", "Court upholds ban on river dredging",
        "New vaccine against river fever passes last trial", "Film festival opens with silent comedy", "Bakers protest over flour prices",
        "Scientists find frozen lake under Mars dunes", "Police arrest three after museum robbery", "Airport strike ends after two days",
        "School exams moved because of heat", "Wine harvest is smallest in thirty years", "Mayor opens night bus line", "Rare owl nests in city park",
        "Bank to close forty branches", "Singer Lira cancels tour", "Train drivers vote on pay offer", "Flood victims wait for compensation",
        "President meets neighbours at border summit", "Chess teenager beats world champion", "Startup builds houses from hemp",
        "Hospital hires robots for night rounds", "Old theatre saved from demolition", "Fishermen catch record tuna", "Census counts more pets than children",
        "Volcano on Isle of Sand sends up ash", "Marathon record falls in the rain", "Library lends out fishing rods",
    ];
}
