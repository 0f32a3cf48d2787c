namespace FhirTyped.R4.FhirPath;

/// <summary>FHIRPath's <c>~</c>: always known; blind to case, white space, order and scale. <see href="http://hl7.org/fhirpath/N1/#equivalent"/></summary>
internal static class Equivalence
{
    /// <summary>Whether two collections hold equivalent items, in whichever order; two empty ones are equivalent.</summary>
    public static bool AreEquivalent(EvaluationRun run, List<FhirPathValue> left, List<FhirPathValue> right, int position)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        run.Charge(left.Count * right.Count, position);
        var taken = left.Count > 1 ? new bool[right.Count] : null;
        foreach (var item in left)
        {
            var found = false;
            for (var i = 0; i < right.Count && !found; i++)
            {
                found = taken?[i] != true && AreEquivalent(run, item, right[i], position);
                if (found && taken is not null)
                {
                    taken[i] = true;
                }
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether two items are equivalent.</summary>
    public static bool AreEquivalent(EvaluationRun run, FhirPathValue left, FhirPathValue right, int position)
    {
        var x = left.ToSystem();
        var y = right.ToSystem();
        if (x.Element is { } one && y.Element is { } other)
        {
            return ReferenceEquals(one, other) || HaveEquivalentElements(run, one, other, position);
        }

        if (x.Kind == FhirPathKind.String && y.Kind == FhirPathKind.String)
        {
            return TextsMatch(x.Text, y.Text);
        }

        if (Equality.IsNumber(x.Kind) && Equality.IsNumber(y.Kind))
        {
            return NumbersMatch(x.AsDecimal()!.Value, y.AsDecimal()!.Value);
        }

        if (x.Kind == FhirPathKind.Quantity && y.Kind == FhirPathKind.Quantity)
        {
            return QuantitiesMatch(x, y);
        }

        return Equality.AreEqual(run, x, y, position) == true;
    }

    private static bool HaveEquivalentElements(EvaluationRun run, Base left, Base right, int position)
    {
        if (left.TypeName != right.TypeName || (left as PrimitiveElement)?.Text != (right as PrimitiveElement)?.Text)
        {
            return false;
        }

        var x = left.GetElements();
        var y = right.GetElements();
        if (x.Count != y.Count)
        {
            return false;
        }

        run.Charge(x.Count * y.Count, position);
        var taken = new bool[y.Count];
        foreach (var item in x)
        {
            var found = false;
            for (var i = 0; i < y.Count && !found; i++)
            {
                found = !taken[i] && item.Name == y[i].Name
                    && AreEquivalent(run, new FhirPathValue(item.Value), new FhirPathValue(y[i].Value), position);
                taken[i] |= found;
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TextsMatch(string left, string right)
    {
        var i = 0;
        var j = 0;
        while (i < left.Length && j < right.Length)
        {
            if (NextOf(left, ref i) != NextOf(right, ref j))
            {
                return false;
            }
        }

        return i == left.Length && j == right.Length;
    }

    // Any run of white space counts as one space.
    private static char NextOf(string text, ref int at)
    {
        var c = text[at++];
        if (!char.IsWhiteSpace(c))
        {
            return char.ToLowerInvariant(c);
        }

        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return ' ';
    }

    // Rounded to the scale of the less precise one, where trailing zeros do not count.
    private static bool NumbersMatch(decimal x, decimal y)
    {
        var scale = Math.Min(ScaleOf(x), ScaleOf(y));
        return Math.Round(x, scale, MidpointRounding.AwayFromZero) == Math.Round(y, scale, MidpointRounding.AwayFromZero);
    }

    private static int ScaleOf(decimal value)
    {
        // Dividing by one with the most zeros takes trailing zeros away.
        const decimal OneOfMostScale = 1.0000000000000000000000000000m;
        return (value / OneOfMostScale).Scale;
    }

    private static bool QuantitiesMatch(FhirPathValue x, FhirPathValue y)
    {
        var unitOfX = CalendarUnit.OfUcum(x.Unit) ?? x.Unit;
        var unitOfY = CalendarUnit.OfUcum(y.Unit) ?? y.Unit;
        if (unitOfX == unitOfY)
        {
            return NumbersMatch(x.Decimal, y.Decimal);
        }

        return CalendarUnit.Milliseconds(unitOfX) is { } one && CalendarUnit.Milliseconds(unitOfY) is { } other
            && NumbersMatch(x.Decimal * one, y.Decimal * other);
    }
}
