using FhirTyped.TestKit;

namespace FhirTyped.Hostile.Tests.Pages;

/// <summary>A page that no server should give, and how each call of <see cref="HostilePageCall"/> has to end with it.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Expected">A letter for each call, as in <see cref="HostileAnswer"/>.</param>
/// <param name="Tries">A digit for each call: how many requests arrive.</param>
/// <param name="Answer">The answer.</param>
internal sealed record HostilePage(string Name, string Expected, string Tries, RawAnswer Answer);
