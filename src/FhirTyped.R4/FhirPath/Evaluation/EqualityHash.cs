namespace FhirTyped.R4.FhirPath;

/// <summary>A number that is the same for items that are equal by <see cref="Equality"/>.</summary>
internal static class EqualityHash
{
    /// <summary>The hash of an item.</summary>
    public static int Of(EvaluationRun run, FhirPathValue item, int position)
    {
        run.Charge(1, position);
        var value = item.ToSystem();
        return value.Kind switch
        {
            FhirPathKind.Element => OfElement(run, value.Element!, position),
            FhirPathKind.Integer or FhirPathKind.Decimal => value.AsDecimal()!.Value.GetHashCode(),
            FhirPathKind.Date or FhirPathKind.DateTime or FhirPathKind.Time => value.Temporal.HashOfMoment(),
            FhirPathKind.Quantity => Comparison.HashOfQuantity(value),
            _ => value.GetHashCode(),
        };
    }

    private static int OfElement(EvaluationRun run, Base element, int position)
    {
        run.Descend(position);
        var hash = new HashCode();
        hash.Add(element.TypeName, StringComparer.Ordinal);
        hash.Add((element as PrimitiveElement)?.Text, StringComparer.Ordinal);
        foreach (var (name, _, value) in element.GetElements())
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(Of(run, new FhirPathValue(value), position));
        }

        return hash.ToHashCode();
    }
}
