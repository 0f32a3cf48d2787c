namespace FhirTyped.R4.FhirPath;

/// <summary>FHIRPath's <c>=</c>. <see href="http://hl7.org/fhirpath/N1/#equals"/></summary>
internal static class Equality
{
    /// <summary>Whether two collections are equal, item by item in order; null where that is unknown or one of them is empty.</summary>
    public static bool? AreEqual(EvaluationRun run, List<FhirPathValue> left, List<FhirPathValue> right, int position)
    {
        if (left.Count == 0 || right.Count == 0)
        {
            return null;
        }

        if (left.Count != right.Count)
        {
            return false;
        }

        bool? result = true;
        for (var i = 0; i < left.Count; i++)
        {
            var equal = AreEqual(run, left[i], right[i], position);
            if (equal == false)
            {
                return false;
            }

            result = equal is null ? null : result;
        }

        return result;
    }

    /// <summary>Whether two items are equal; null where that is unknown: a date of less precision, quantities of different units.</summary>
    public static bool? AreEqual(EvaluationRun run, FhirPathValue left, FhirPathValue right, int position)
    {
        var x = left.ToSystem();
        var y = right.ToSystem();
        if (x.Element is { } one && y.Element is { } other)
        {
            return ReferenceEquals(one, other) ? true : HaveEqualElements(run, one, other, position);
        }

        if (IsMoment(x.Kind) && IsMoment(y.Kind) || x.Kind == FhirPathKind.Time && y.Kind == FhirPathKind.Time)
        {
            return TemporalValue.Compare(x.Temporal, x.TemporalText, y.Temporal, y.TemporalText) is { } order ? order == 0 : null;
        }

        if (IsNumber(x.Kind) && IsNumber(y.Kind))
        {
            return x.AsDecimal() == y.AsDecimal();
        }

        if (x.Kind == FhirPathKind.Quantity && y.Kind == FhirPathKind.Quantity)
        {
            return Comparison.CompareQuantities(x, y) is { } order ? order == 0 : null;
        }

        return x == y;
    }

    /// <summary>Whether a collection has an item that is equal to another.</summary>
    public static bool Contains(EvaluationRun run, List<FhirPathValue> list, FhirPathValue item, int position)
    {
        run.Charge(list.Count, position);
        foreach (var candidate in list)
        {
            if (AreEqual(run, candidate, item, position) == true)
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsMoment(FhirPathKind kind) => kind is FhirPathKind.Date or FhirPathKind.DateTime;

    public static bool IsNumber(FhirPathKind kind) => kind is FhirPathKind.Integer or FhirPathKind.Decimal;

    private static bool? HaveEqualElements(EvaluationRun run, Base left, Base right, int position)
    {
        // A primitive that stayed an element has no value that could be reckoned with: its text and its extensions decide.
        if (left.TypeName != right.TypeName || (left as PrimitiveElement)?.Text != (right as PrimitiveElement)?.Text)
        {
            return false;
        }

        run.Descend(position);
        var x = left.GetElements();
        var y = right.GetElements();
        run.Charge(x.Count + y.Count, position);
        if (x.Count != y.Count)
        {
            return false;
        }

        bool? result = true;
        for (var i = 0; i < x.Count; i++)
        {
            var equal = x[i].Name == y[i].Name ? AreEqual(run, new FhirPathValue(x[i].Value), new FhirPathValue(y[i].Value), position) : false;
            if (equal == false)
            {
                return false;
            }

            result = equal is null ? null : result;
        }

        return result;
    }
}
