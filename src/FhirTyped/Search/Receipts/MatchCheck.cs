using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped.Receipts;

/// <summary>One criterion that is held against matches.</summary>
internal abstract class MatchCheck
{
    /// <summary>The criterion's name with its modifier.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a contradiction means somebody else's data.</summary>
    public bool IsOfPatient { get; init; }

    /// <summary>What a match says of it.</summary>
    /// <param name="match">The match.</param>
    /// <param name="isOwnBase">Whether an absolute base address is one of the server's own.</param>
    public abstract MatchProof Look(Resource match, Func<string, bool> isOwnBase);
}

/// <summary>Compares the id of matches with <c>_id</c>.</summary>
internal sealed class IdCheck(IReadOnlyList<string> ids) : MatchCheck
{
    public override MatchProof Look(Resource match, Func<string, bool> isOwnBase)
    {
        if (match.Id is not { } id)
        {
            return MatchProof.Unknown;
        }

        var proof = MatchProof.Contradicted;
        foreach (var asked in ids)
        {
            if (id == asked)
            {
                return MatchProof.Proven;
            }

            // Some servers do not tell the cases of ids apart.
            proof = string.Equals(id, asked, StringComparison.OrdinalIgnoreCase) ? MatchProof.Unknown : proof;
        }

        return proof;
    }
}

/// <summary>Holds any other criterion against matches, as a local filter would. Where a match holds less than the whole resource, nothing is told.</summary>
internal sealed class ContentCheck(Predicate<Resource> predicate) : MatchCheck
{
    public override MatchProof Look(Resource match, Func<string, bool> isOwnBase) =>
        predicate(match) ? MatchProof.Proven
        : PartialMark.IsOn(match) ? MatchProof.Unknown
        : MatchProof.Contradicted;
}
