namespace FhirTyped.R4.FhirPath;

/// <summary><c>in</c> and <c>contains</c>: whether a collection has an item. <see href="http://hl7.org/fhirpath/N1/#collections"/></summary>
internal sealed class MembershipNode(Token token, Node left, Node right) : Node(token.Position, Math.Max(left.Depth, right.Depth))
{
    private readonly Node _item = token.Text == "in" ? left : right;
    private readonly Node _collection = token.Text == "in" ? right : left;

    public override void Evaluate(EvaluationRun run, in Scope scope, List<FhirPathValue> output)
    {
        var items = run.Rent();
        _item.Evaluate(run, scope, items);
        if (items.Count > 1)
        {
            throw run.Error(Position, "A single item is needed to look for, and there are several.");
        }

        if (items.Count == 1)
        {
            var collection = run.Rent();
            _collection.Evaluate(run, scope, collection);
            output.Add(new FhirPathValue(Equality.Contains(run, collection, items[0], Position)));
            run.Return(collection);
        }

        run.Return(items);
    }
}
